using Coder.Workspaces.Git;
using Coder.Workspaces.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Coder.Workspaces;

public static class WorkspacesServices
{
    /// <summary>Adds <see cref="IWorkspaces"/> and <see cref="IRepositoryInspection"/>.</summary>
    public static IServiceCollection AddWorkspaces(this IServiceCollection services, Action<WorkspaceOptions> configure)
    {
        services.AddOptions<WorkspaceOptions>().Configure(configure).Validate(
            options => Path.IsPathFullyQualified(options.Home), $"{nameof(WorkspaceOptions)}.{nameof(WorkspaceOptions.Home)} must be an absolute path: set CODER_HOME.");
        services.AddSingleton(_ => new GitCommand());
        services.AddSingleton<IRepositoryInspection, RepositoryInspection>();
        services.AddSingleton<IWorkspaces, LocalWorkspaces>();
        return services;
    }
}
