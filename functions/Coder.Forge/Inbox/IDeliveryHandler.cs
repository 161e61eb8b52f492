using Coder.Forge.Events;

namespace Coder.Forge.Inbox;

/// <summary>Handles deliveries of one source: a forge, a payment service.</summary>
public interface IDeliveryHandler
{
    /// <summary>Whether it acts on events of that name; those that nobody acts on are recorded only.</summary>
    bool Knows(string eventName);

    /// <summary>
    /// Called at least once for every delivery, again after a crash and after a failure, and for several at a time; so a repeated call must do nothing twice. An exception
    /// is a failure: the delivery is tried again, and quarantined in the end.
    /// </summary>
    /// <returns>Null: the body cannot be read, and the delivery is quarantined at once.</returns>
    Task<EventOutcome?> HandleAsync(Delivery delivery, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);
}
