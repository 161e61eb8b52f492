namespace Microsoft.DurableTask.Execution;

/// <summary>An activity, sub-orchestration or timer that has not ended.</summary>
internal sealed class OpenTask(int id, string name)
{
    // Completed on the step's thread without RunContinuationsAsynchronously: orchestrator code goes on inline, in a fixed order.
    private readonly TaskCompletionSource<string?> _done = new();

    internal Task<string?> Result => _done.Task;

    internal void Complete(string? result) => _done.TrySetResult(result);

    internal void Fail(TaskFailureDetails failure) => _done.TrySetException(new TaskFailedException(name, id, failure));

    internal void Cancel(CancellationToken cancellation) => _done.TrySetCanceled(cancellation);
}
