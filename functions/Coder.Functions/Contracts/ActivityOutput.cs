namespace Coder.Functions.Contracts;

/// <summary>Output of the activities that do a node's work; the node's result itself is a row.</summary>
/// <param name="Stop">What interrupted the work; the step is repeated when the run goes on.</param>
/// <param name="Next">What the orchestrator does next within the visit.</param>
/// <param name="ApprovalId">The question to wait for, when <see cref="Next"/> says so.</param>
public sealed record ActivityOutput(int Schema, StopCause Stop, VisitNext Next, string? ApprovalId = null)
{
    public static ActivityOutput Done { get; } = new(RunCursor.CurrentSchema, StopCause.None, VisitNext.Done);

    public static ActivityOutput Then(VisitNext next, string? approvalId = null) => new(RunCursor.CurrentSchema, StopCause.None, next, approvalId);

    public static ActivityOutput Stopped(StopCause cause) => new(RunCursor.CurrentSchema, cause, VisitNext.Done);
}
