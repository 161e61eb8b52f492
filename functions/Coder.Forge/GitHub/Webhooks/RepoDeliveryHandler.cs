using Coder.Forge.Events;
using Coder.Forge.Inbox;

namespace Coder.Forge.GitHub.Webhooks;

/// <summary>Makes events of GitHub's deliveries, and asks all who act on them.</summary>
public sealed class RepoDeliveryHandler(IEnumerable<IRepoEventHandler> handlers) : IDeliveryHandler
{
    private readonly IRepoEventHandler[] _handlers = [.. handlers];

    /// <inheritdoc/>
    public bool Knows(string eventName) => _handlers.Length > 0 && GitHubEvents.Knows(eventName);

    /// <inheritdoc/>
    public async Task<EventOutcome?> HandleAsync(Delivery delivery, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (GitHubEvents.Read(delivery.DeliveryId, delivery.EventName, body, delivery.ReceivedAt) is not { } repoEvent)
        {
            return null;
        }

        List<EventOutcome> outcomes = [];
        foreach (IRepoEventHandler handler in _handlers)
        {
            outcomes.Add(await handler.HandleAsync(repoEvent, cancellationToken));
        }

        bool acted = outcomes.Any(outcome => outcome.Acted);
        string summary = string.Join("; ", outcomes.Where(outcome => outcome.Acted == acted).Select(outcome => outcome.Summary));
        return new EventOutcome(acted, $"{repoEvent.Name}: {summary}");
    }
}
