using System.Collections.Concurrent;

namespace Coder.Runs.Events;

/// <summary>Wakes readers in this process when a run has a new event. Readers poll as well: an event may come from another process.</summary>
public sealed class EventSignals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    /// <summary>Completes at the next <see cref="Pulse"/> of the run. Take it before reading, await it after.</summary>
    public Task Next(string runId) =>
        _waiting.GetOrAdd(runId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Pulse(string runId)
    {
        if (_waiting.TryRemove(runId, out TaskCompletionSource? waiting))
        {
            waiting.TrySetResult();
        }
    }
}
