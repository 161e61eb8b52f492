using Coder.Workspaces.Sandbox.Bubblewrap;
using Coder.Workspaces.Sandbox.Checks;
using Coder.Workspaces.Sandbox.Hosting;
using Coder.Workspaces.Sandbox.Scratch;
using Coder.Workspaces.Sandbox.Unconfined;
using Coder.Workspaces.Sessions;
using Microsoft.Extensions.Logging;

namespace Coder.Workspaces.Sandbox;

/// <summary>Chooses the sandbox by the user's setting and by what this machine can do. One per process.</summary>
public sealed partial class SandboxSelector : IDisposable
{
    private readonly SandboxSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<SandboxSelector> _log;
    private readonly Lazy<SandboxScratch> _scratch;
    private readonly Lazy<Task<(SelfTestedSandbox? Sandbox, IReadOnlyList<string> Missing)>> _bubblewrap;

    public SandboxSelector(SandboxSettings settings, TimeProvider time, ILogger<SandboxSelector> log)
    {
        _settings = settings;
        _time = time;
        _log = log;
        _scratch = new(() => SandboxScratch.Open(settings.ScratchFolder));
        _bubblewrap = new(FindBubblewrapAsync);
    }

    /// <summary>Ends and removes what a killed process left of its sandboxes; for the start of the host.</summary>
    /// <exception cref="IOException"><see cref="SandboxSettings.ScratchFolder"/> cannot be written.</exception>
    public void ClearAbandoned() => _ = _scratch.Value;

    /// <summary>What this machine can do, for <c>coder doctor</c>.</summary>
    public async Task<SandboxReport> ReportAsync(CancellationToken cancellation)
    {
        var (sandbox, missing) = await _bubblewrap.Value.WaitAsync(cancellation);
        return new(sandbox is null ? missing : (await sandbox.TestAsync(cancellation)).Reasons, _scratch.Value.Groups.Description);
    }

    /// <param name="mode"><c>auto</c>, <c>bwrap</c> or <c>none</c>.</param>
    /// <param name="trustedSample">True for the product's own sample: then <c>auto</c> goes on without a sandbox, with a warning.</param>
    /// <exception cref="WorkspaceException">Code <c>sandbox_unavailable</c>: what is missing, and how to get it.</exception>
    public async Task<ISandbox> SelectAsync(string mode, bool trustedSample, CancellationToken cancellation)
    {
        if (mode is not ("auto" or "bwrap" or "none"))
            throw new WorkspaceException("sandbox_unavailable", $"The sandbox '{mode}' is unknown: choose auto, bwrap or none.");
        if (mode == "none")
        {
            LogNoSandbox();
            return new NoSandbox(_settings, _time);
        }
        var (sandbox, missing) = await _bubblewrap.Value.WaitAsync(cancellation);
        var failures = sandbox is null ? missing : (await sandbox.TestAsync(cancellation)).Reasons;
        if (sandbox is not null && failures.Count == 0)
            return sandbox;
        var reasons = string.Join('\n', failures.Select(reason => $"- {reason}"));
        if (mode == "auto" && trustedSample)
        {
            LogSampleWithoutSandbox(reasons);
            return new NoSandbox(_settings, _time);
        }
        throw new WorkspaceException(
            "sandbox_unavailable",
            $"Commands cannot be confined on this machine:\n{reasons}\nMend this, or choose '--sandbox none': then commands of the agent and of the "
            + "repository run with your own rights.");
    }

    public void Dispose()
    {
        if (_scratch.IsValueCreated)
            _scratch.Value.Dispose();
    }

    private async Task<(SelfTestedSandbox? Sandbox, IReadOnlyList<string> Missing)> FindBubblewrapAsync()
    {
        var requirements = await SandboxRequirements.CheckAsync(_settings.SearchPath);
        if (requirements.Missing.Count > 0)
            return (null, requirements.Missing);
        var sandbox = new BubblewrapSandbox(requirements.Programs, _settings, _scratch.Value, _time);
        return (new(sandbox, new SandboxSelfTest(sandbox, _scratch.Value).RunAsync, _time), []);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Commands run without a sandbox, with your own rights, files and network")]
    private partial void LogNoSandbox();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sample runs without a sandbox, since this machine cannot confine commands:\n{Reasons}")]
    private partial void LogSampleWithoutSandbox(string reasons);
}
