using Coder.Contracts;

namespace Coder.Runs.Records;

/// <summary>An operation that a run's state does not allow.</summary>
public sealed class IllegalTransitionException(RunStatus from, RunOperation operation)
    : Exception($"A run that is {from} does not allow {operation}.")
{
    public RunStatus From { get; } = from;

    public RunOperation Operation { get; } = operation;
}
