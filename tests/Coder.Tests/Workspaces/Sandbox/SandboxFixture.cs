using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Bubblewrap;
using Coder.Workspaces.Sandbox.Checks;
using Coder.Workspaces.Sandbox.Hosting;
using Coder.Workspaces.Sandbox.Scratch;

namespace Coder.Tests.Workspaces.Sandbox;

/// <summary>A bubblewrap sandbox and a workspace for one test; skips where the machine has no bubblewrap.</summary>
public sealed class SandboxFixture : IDisposable
{
    private static readonly SandboxSettings Settings = SandboxSettings.FromEnvironment(Directory.CreateTempSubdirectory("coder-scratch-test-").FullName);
    private static readonly Lazy<SandboxScratch> Scratch = new(OpenScratch);
    private static readonly Lazy<Task<SandboxRequirements>> Requirements = new(() => SandboxRequirements.CheckAsync(Settings.SearchPath));
    private static readonly Lazy<Task<ISandbox>> Shared = new(async () =>
        new BubblewrapSandbox((await Requirements.Value).Programs, Settings, Scratch.Value, TimeProvider.System));

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

    internal static SandboxSelfTest SelfTest(ISandbox sandbox) => new(sandbox, Scratch.Value);

    public void Dispose() => _workspace.Delete(recursive: true);

    private static SandboxScratch OpenScratch()
    {
        var scratch = SandboxScratch.Open(Settings.ScratchFolder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            scratch.Dispose();
            Directory.Delete(Settings.ScratchFolder, recursive: true);
        };
        return scratch;
    }
}
