namespace Microsoft.DurableTask.Engine;

/// <summary>Counts what is under way and tells when nothing is.</summary>
internal sealed class InFlight
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _empty;

    internal int Count { get; private set; }

    internal void Enter()
    {
        lock (_gate)
        {
            Count++;
        }
    }

    internal void Exit()
    {
        TaskCompletionSource? empty = null;
        lock (_gate)
        {
            if (--Count == 0)
            {
                (empty, _empty) = (_empty, null);
            }
        }

        empty?.SetResult();
    }

    internal Task WhenEmptyAsync()
    {
        lock (_gate)
        {
            return Count == 0 ? Task.CompletedTask : (_empty ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
