namespace Microsoft.DurableTask.Execution;

/// <summary>
/// Holds orchestrator code to one thread for the length of a step. The code runs inline under completions that the engine makes, without a
/// synchronization context, so everything it awaits of its context goes on here, at once and in a fixed order, with or without
/// <c>ConfigureAwait(false)</c>. Code that awaited anything else comes back on another thread, or between steps, and is caught.
/// </summary>
internal sealed class StepThread(InstanceIdentity identity, Action onViolation)
{
    private int _thread;

    /// <summary>Set once the code has left its thread.</summary>
    internal InvalidOperationException? Violation { get; private set; }

    internal void Run(Action step)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        _thread = Environment.CurrentManagedThreadId;
        try
        {
            step();
        }
        finally
        {
            _thread = 0;
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    internal void Demand()
    {
        if (!IsHereOrReport())
        {
            throw Violation!;
        }
    }

    /// <summary>False, and the instance fails at its next step, when the caller is not on the step's thread.</summary>
    internal bool IsHereOrReport()
    {
        if (_thread == Environment.CurrentManagedThreadId)
        {
            return true;
        }

        Violate();
        onViolation();
        return false;
    }

    /// <summary>The code waits for nothing that could ever wake it.</summary>
    internal InvalidOperationException Violate() => Violation ??= new InvalidOperationException(
        $"Orchestrator '{identity.Name}' (instance '{identity.InstanceId}') awaited something that is not durable, or middleware around it did. " +
        "Await only tasks of its TaskOrchestrationContext; move I/O, Task.Run, Task.Delay, Task.Yield, CancelAsync and CancelAfter into activities or durable timers.");
}
