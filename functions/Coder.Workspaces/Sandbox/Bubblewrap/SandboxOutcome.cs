using Coder.Workspaces.Sandbox.Limits;
using Coder.Workspaces.Sandbox.Starting;

namespace Coder.Workspaces.Sandbox.Bubblewrap;

/// <summary>Why a command is over, of all that is known when it is.</summary>
internal static class SandboxOutcome
{
    private const int SignalBase = 128;
    private const int FileSizeSignal = 25;

    /// <param name="end">Of bubblewrap.</param>
    /// <param name="exitCode">What bubblewrap wrote of the command.</param>
    /// <param name="passed">The limit for which the host ended it.</param>
    /// <param name="held">The limit that the kernel held against one of its processes.</param>
    public static (SandboxEnd End, int ExitCode, LimitKind? Limit) Of(SandboxEnd end, int? exitCode, LimitKind? passed, LimitKind? held) => (end, exitCode) switch
    {
        (SandboxEnd.TimedOut, _) => (SandboxEnd.TimedOut, 124, LimitKind.Time),
        (SandboxEnd.Canceled, _) when passed is not null => (SandboxEnd.LimitHit, SignalBase + LibC.SignalKill, passed),
        (SandboxEnd.Canceled, _) => (SandboxEnd.Canceled, -1, null),
        // The kernel may have killed bubblewrap as well, which then could not say more.
        (_, null or SignalBase + LibC.SignalKill) when held is LimitKind.Memory => (SandboxEnd.LimitHit, SignalBase + LibC.SignalKill, held),
        (_, null) => (SandboxEnd.NotStarted, -1, null),
        (_, SignalBase + FileSizeSignal) => (SandboxEnd.Signaled, SignalBase + FileSizeSignal, LimitKind.FileBytes),
        (_, > SignalBase and <= SignalBase + 64) => (SandboxEnd.Signaled, exitCode.Value, held),
        _ => (SandboxEnd.Exited, exitCode.Value, held),
    };
}
