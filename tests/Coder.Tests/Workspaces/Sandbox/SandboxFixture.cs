using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Bubblewrap;
using Coder.Workspaces.Sandbox.Checks;
using Coder.Workspaces.Sandbox.Hosting;

namespace Coder.Tests.Workspaces.Sandbox;

/// <summary>A bubblewrap sandbox and a workspace for one test; skips where the machine has no bubblewrap.</summary>
public sealed class SandboxFixture : IDisposable
{
    private static readonly SandboxSettings Settings = SandboxSettings.FromEnvironment();
    private static readonly Lazy<Task<SandboxRequirements>> Requirements = new(() => SandboxRequirements.CheckAsync(Settings.SearchPath));
    private static readonly Lazy<Task<ISandbox>> Shared = new(async () =>
        new BubblewrapSandbox((await Requirements.Value).Programs, Settings, TimeProvider.System));

    private readonly DirectoryInfo _workspace = Directory.CreateTempSubdirectory("coder-sandbox-test-");

    public string Workspace => _workspace.FullName;

    internal static async Task<ISandbox> SandboxAsync()
    {
        Assert.SkipWhen((await Requirements.Value).Missing.Count > 0, "bubblewrap cannot be used here: " + string.Join(' ', (await Requirements.Value).Missing));
        return await Shared.Value;
    }

    internal async Task<SandboxResult> RunAsync(SandboxCommand command, IOutputSink? sink = null, CancellationToken cancellation = default) =>
        await (await SandboxAsync()).RunAsync(command, sink ?? SilentSink.Instance, cancellation);

    internal Task<SandboxResult> ShellAsync(string line) => RunAsync(Shell(line));

    internal SandboxCommand Shell(string line) => new() { Arguments = ["bash", "-c", line], WorkspaceFolder = Workspace };

    public void Dispose() => _workspace.Delete(recursive: true);
}
