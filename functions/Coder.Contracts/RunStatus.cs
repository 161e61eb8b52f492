namespace Coder.Contracts;

/// <summary>States of a run; which may follow which is the transition table of <c>Coder.Runs</c>. In JSON: snake_case.</summary>
public enum RunStatus
{
    Queued,
    Running,
    WaitingApproval,
    WaitingInput,
    Paused,
    BudgetExceeded,
    Succeeded,
    Rejected,
    Failed,
    Canceled,
    TimedOut,
    BlockedByPolicy,

    /// <summary>The platform could not go on with the run; <c>resume</c> tries again, <c>cancel</c> ends it.</summary>
    Quarantined,
}
