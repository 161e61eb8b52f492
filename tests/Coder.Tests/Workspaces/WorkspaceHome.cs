using System.Diagnostics;
using Coder.Testing.Repositories;
using Coder.Workspaces;
using Coder.Workspaces.Egress;
using Coder.Workspaces.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Coder.Tests.Workspaces;

/// <summary>A data folder and a repository of the user's, with the product's own services.</summary>
internal sealed class WorkspaceHome : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("coder-home-");
    private ServiceProvider _services;

    public WorkspaceHome(Action<WorkspaceOptions>? configure = null)
    {
        _services = Build(configure);
    }

    public TemporaryRepository Repository { get; } = new();

    public string Home => _home.FullName;

    public IWorkspaces Workspaces => _services.GetRequiredService<IWorkspaces>();

    public IRepositoryInspection Inspection => _services.GetRequiredService<IRepositoryInspection>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>What a new process would know: nothing but the disk.</summary>
    public void Restart()
    {
        _services.Dispose();
        _services = Build(null);
    }

    /// <summary>Opens a run's workspace on the repository's HEAD.</summary>
    public Task<IWorkspaceSession> OpenAsync(string runId = "run-1", string sandbox = "none", string projectDirectory = "", NetworkPolicy? network = null) => Workspaces.OpenAsync(
        new WorkspaceSpec(runId, Repository.Root, Repository.Git("rev-parse", "HEAD"), projectDirectory, sandbox, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), Network: network),
        TestContext.Current.CancellationToken);

    /// <summary>As <see cref="OpenAsync"/>, in bubblewrap; skips the test where that is missing.</summary>
    public async Task<IWorkspaceSession> OpenConfinedAsync(string runId = "run-1", NetworkPolicy? network = null)
    {
        try
        {
            return await OpenAsync(runId, sandbox: "bwrap", network: network);
        }
        catch (WorkspaceException missing) when (missing.Code == "sandbox_unavailable")
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }

    public string FilesOf(string runId = "run-1") => Path.Combine(Home, "workspaces", runId, "run", "files");

    public void Dispose()
    {
        _services.Dispose();
        Repository.Dispose();
        // Hostile repositories leave folders deeper than any path, which Directory.Delete does not always manage.
        using Process removal = Process.Start("rm", ["-rf", "--", _home.FullName]);
        removal.WaitForExit();
    }

    private ServiceProvider Build(Action<WorkspaceOptions>? configure) => new ServiceCollection()
        .AddLogging()
        .AddWorkspaces(options =>
        {
            options.Home = Home;
            configure?.Invoke(options);
        })
        .BuildServiceProvider();
}
