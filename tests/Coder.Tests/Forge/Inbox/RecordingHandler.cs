using System.Collections.Concurrent;
using Coder.Forge.Events;

namespace Coder.Tests.Forge.Inbox;

/// <summary>Keeps what it was given. Its effects are keyed by the event's id, as everybody's have to be.</summary>
internal sealed class RecordingHandler : IRepoEventHandler
{
    /// <summary>Every call, in order.</summary>
    internal ConcurrentQueue<RepoEvent> Calls { get; } = new();

    /// <summary>What was done, by event.</summary>
    internal ConcurrentDictionary<string, RepoEvent> Effects { get; } = new(StringComparer.Ordinal);

    internal Func<RepoEvent, Task> OnCall { get; set; } = _ => Task.CompletedTask;

    public async Task<EventOutcome> HandleAsync(RepoEvent repoEvent, CancellationToken cancellationToken)
    {
        Calls.Enqueue(repoEvent);
        await OnCall(repoEvent);
        Effects.TryAdd(repoEvent.Id, repoEvent);
        return EventOutcome.Did("noted");
    }
}
