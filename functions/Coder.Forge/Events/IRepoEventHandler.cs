namespace Coder.Forge.Events;

/// <summary>Does what an event calls for.</summary>
public interface IRepoEventHandler
{
    /// <summary>
    /// Called at least once for every delivery, again after a crash and after a failure, and for several events at a time. Everything that it does is keyed by
    /// <see cref="RepoEvent.Id"/>, so that a repeated call does nothing twice. An exception is a failure: the delivery is tried again, and quarantined in the end.
    /// </summary>
    Task<EventOutcome> HandleAsync(RepoEvent repoEvent, CancellationToken cancellationToken);
}
