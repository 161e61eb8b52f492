using Coder.Workspaces.Sandbox;

namespace Coder.SandboxProbes.Limits;

/// <param name="Result">Of the sandbox.</param>
/// <param name="HandedOn">Bytes of output that reached the caller.</param>
/// <param name="DaemonAlive">A process with the attempt's mark lives on.</param>
internal sealed record LimitOutcome(SandboxResult Result, long HandedOn, bool DaemonAlive)
{
    /// <summary>The attempt got what it wanted.</summary>
    public bool Done => Result is { End: SandboxEnd.Exited, ExitCode: 0 } && Result.Output.TrimEnd().EndsWith("done", StringComparison.Ordinal);
}
