namespace Coder.Runs.Records;

/// <summary>What happens to a run; <see cref="RunTransitions"/> says when it may.</summary>
public enum RunOperation
{
    Start,
    AskApproval,
    AskInput,
    Answer,
    Pause,
    ExceedBudget,
    Resume,
    Succeed,
    Reject,
    Fail,
    Cancel,
    TimeOut,
    Block,
    Quarantine,
}
