using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Execution;

/// <summary>How a generation of an orchestration ended.</summary>
internal abstract record ExecutionEnd
{
    internal sealed record Completed(string? Output) : ExecutionEnd;

    internal sealed record Failed(TaskFailureDetails Failure) : ExecutionEnd;

    /// <param name="Carried">Events that the code has not taken, oldest first.</param>
    internal sealed record ContinuedAsNew(string? Input, IReadOnlyList<EventRaised> Carried) : ExecutionEnd;

    internal sealed record Terminated(string? Output, bool Recursive) : ExecutionEnd;
}
