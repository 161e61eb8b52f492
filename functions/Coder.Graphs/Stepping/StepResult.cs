namespace Coder.Graphs.Stepping;

/// <param name="Commands">What to do now; empty only when <see cref="Ignored"/>.</param>
/// <param name="Transitions">What this step did, in order, for the run's history.</param>
public sealed record StepResult(GraphState State, IReadOnlyList<GraphCommand> Commands, IReadOnlyList<NodeTransition> Transitions)
{
    /// <summary>True: the event repeats one that was decided before; state is unchanged.</summary>
    public bool Ignored { get; init; }
}
