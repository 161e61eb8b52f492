using Coder.Contracts;

namespace Coder.Cli.Following;

/// <summary>Why following a run ended: it is final, or it stands still.</summary>
/// <param name="Run">The run as it is now.</param>
/// <param name="Pending">The question it waits on, when nobody could be asked.</param>
internal sealed record FollowEnd(RunView Run, ApprovalView? Pending);
