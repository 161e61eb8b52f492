using Coder.Workspaces.Gates;
using Coder.Workspaces.Git;
using Coder.Workspaces.Integration;
using Coder.Workspaces.Mirrors;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Hosting;
using Coder.Workspaces.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Coder.Workspaces;

public static class WorkspacesServices
{
    /// <summary>Adds <see cref="IWorkspaces"/>, <see cref="IRepositoryInspection"/>, <see cref="IGateRunner"/> and the sandbox they run commands in.</summary>
    public static IServiceCollection AddWorkspaces(this IServiceCollection services, Action<WorkspaceOptions> configure)
    {
        services.AddOptions<WorkspaceOptions>().Configure(configure).Validate(
            options => Path.IsPathFullyQualified(options.Home), $"{nameof(WorkspaceOptions)}.{nameof(WorkspaceOptions.Home)} must be an absolute path: set CODER_HOME.");
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => SandboxSettings.FromEnvironment(
            Path.Combine(provider.GetRequiredService<IOptions<WorkspaceOptions>>().Value.Home, "scratch")));
        services.TryAddSingleton<SandboxSelector>();
        services.AddHostedService<SandboxStartup>();
        services.AddSingleton<SandboxChoice>(provider => (spec, cancellation) =>
            provider.GetRequiredService<SandboxSelector>().SelectAsync(spec.Sandbox, spec.TrustedSample, cancellation));
        services.AddSingleton(_ => new GitCommand());
        services.AddSingleton<IRepositoryInspection, RepositoryInspection>();
        services.AddSingleton<IWorkspaces, LocalWorkspaces>();
        services.AddSingleton<IRepositoryMirrors, RepositoryMirrors>();
        services.AddSingleton<IBranchIntegration, BranchIntegration>();
        services.AddSingleton<BaselineTests>();
        services.AddSingleton<IGateRunner, GateRunner>();
        return services;
    }
}
