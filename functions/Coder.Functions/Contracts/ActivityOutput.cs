namespace Coder.Functions.Contracts;

/// <summary>Output of the activities that do a node's work; the node's result itself is a row.</summary>
/// <param name="Stop">What interrupted the work; the step is repeated when the run goes on.</param>
/// <param name="Next">What the orchestrator does next within the visit.</param>
public sealed record ActivityOutput(int Schema, StopCause Stop, VisitNext Next)
{
    public static ActivityOutput Done { get; } = new(RunCursor.CurrentSchema, StopCause.None, VisitNext.Done);

    /// <summary>The turn that <see cref="Next"/> is about, when it is not the one that follows: turns that were done before an interruption are passed over.</summary>
    public int? Turn { get; init; }

    public static ActivityOutput Then(VisitNext next) => new(RunCursor.CurrentSchema, StopCause.None, next);

    public static ActivityOutput Stopped(StopCause cause) => new(RunCursor.CurrentSchema, cause, VisitNext.Done);
}
