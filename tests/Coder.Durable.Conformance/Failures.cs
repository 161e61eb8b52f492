namespace Coder.Durable.Conformance;

internal static class Failures
{
    /// <summary>A failure and its causes, outermost first.</summary>
    internal static IEnumerable<TaskFailureDetails> Chain(TaskFailureDetails failure)
    {
        for (TaskFailureDetails? current = failure; current is not null; current = current.InnerFailure)
        {
            yield return current;
        }
    }
}
