namespace Coder.Workspaces.Sandbox.Checks;

/// <summary>Runs nothing unless the self-test passed, at most a few minutes ago: a machine's settings change under a running host.</summary>
internal sealed class SelfTestedSandbox(ISandbox sandbox, Func<Task<SandboxSelfTestResult>> test, TimeProvider time) : ISandbox
{
    /// <summary>How long a passed test counts; a failed one does not.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(3);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private SandboxSelfTestResult? _last;
    private long _tested;

    public string Name => sandbox.Name;

    public async Task<SandboxSelfTestResult> TestAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_last is not { Passed: true } || time.GetElapsedTime(_tested) > ValidFor)
                (_last, _tested) = (await test(), time.GetTimestamp());
            return _last;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<SandboxResult> RunAsync(SandboxCommand command, IOutputSink output, CancellationToken cancellation)
    {
        try
        {
            var result = await TestAsync(cancellation);
            return result.Passed
                ? await sandbox.RunAsync(command, output, cancellation)
                : SandboxResult.WithoutStart(SandboxEnd.NotStarted, string.Join('\n', result.Reasons));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return SandboxResult.WithoutStart(SandboxEnd.Canceled, "");
        }
    }
}
