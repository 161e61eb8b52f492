using Coder.Contracts;

namespace Coder.Cli;

/// <summary>The exit codes of <c>coder</c>, and what maps to them.</summary>
internal static class ExitCode
{
    public const int Complete = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Rejected = 3;
    public const int BudgetExceeded = 4;
    public const int Platform = 5;
    public const int Waiting = 6;
    public const int BlockedByPolicy = 7;
    public const int Canceled = 8;
    public const int TimedOut = 124;
    public const int Interrupted = 130;

    public static int Of(RunView run) => run.Status switch
    {
        RunStatus.Succeeded => Complete,
        RunStatus.Rejected => Rejected,
        RunStatus.Failed => run.Reason == "platform" ? Platform : Failed,
        RunStatus.BudgetExceeded => BudgetExceeded,
        RunStatus.BlockedByPolicy => BlockedByPolicy,
        RunStatus.Canceled => Canceled,
        RunStatus.TimedOut => TimedOut,
        RunStatus.WaitingApproval or RunStatus.WaitingInput => Waiting,
        RunStatus.Paused => Interrupted,
        // At work: nothing to report yet.
        RunStatus.Queued or RunStatus.Running => Complete,
        _ => Platform,
    };

    /// <summary>An API error: 402 is the budget, other 4xx the caller's, the rest ours.</summary>
    public static int Of(Problem problem) => problem.Status switch
    {
        402 => BudgetExceeded,
        429 => Platform,
        >= 400 and < 500 => Usage,
        _ => Platform,
    };
}
