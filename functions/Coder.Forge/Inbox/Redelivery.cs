using Microsoft.Extensions.Logging;

namespace Coder.Forge.Inbox;

/// <summary>Asks the forge again for deliveries that never reached us, and for those whose body was lost: no forge does it by itself.</summary>
public sealed partial class Redelivery(IEnumerable<IDeliverySource> sources, InboxTable inbox, TimeProvider time, ILogger<Redelivery> logger)
{
    /// <summary>How far back it looks: GitHub keeps deliveries for three days.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromDays(3);

    /// <summary>Tries in all, the first among them, before it gives up.</summary>
    public const int TriesMax = 6;

    /// <summary>Asked for in one call; the next goes on.</summary>
    public const int RequestsMax = 100;

    /// <returns>How many were asked for.</returns>
    public async Task<int> AskAsync(CancellationToken cancellationToken)
    {
        HashSet<string> lost = [];
        await foreach (Delivery delivery in inbox.ListAsync(DeliveryStatus.Lost, cancellationToken))
        {
            lost.Add(delivery.DeliveryId);
        }

        int asked = 0;
        foreach (IDeliverySource source in sources)
        {
            foreach (SentDelivery delivery in await WantedAsync(source, lost, cancellationToken))
            {
                await source.RedeliverAsync(delivery.Id, cancellationToken);
                LogAsked(delivery.DeliveryId);
                asked++;
            }
        }

        return asked;
    }

    private async Task<IReadOnlyList<SentDelivery>> WantedAsync(IDeliverySource source, HashSet<string> lost, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        Dictionary<string, List<SentDelivery>> tries = new(StringComparer.Ordinal);
        await foreach (SentDelivery sent in source.ListAsync(cancellationToken))
        {
            if (sent.At < now - Reach)
            {
                break;
            }

            if (!tries.TryGetValue(sent.DeliveryId, out List<SentDelivery>? earlier))
            {
                tries.Add(sent.DeliveryId, earlier = []);
            }

            earlier.Add(sent);
        }

        return
        [
            .. tries.Values
                .Where(all => lost.Contains(all[0].DeliveryId) || all.TrueForAll(one => !one.Succeeded))
                .Where(all => all.Count < TriesMax && all[0].At <= now - PauseAfter(all.Count))
                .Select(all => all[0])
                .OrderBy(one => one.At)
                .Take(RequestsMax),
        ];
    }

    /// <summary>1, 4, 16, 64, 256 minutes after the newest try.</summary>
    private static TimeSpan PauseAfter(int tries) => TimeSpan.FromMinutes(Math.Pow(4, tries - 1));

    [LoggerMessage(Level = LogLevel.Information, Message = "{DeliveryId}: asked the forge to deliver it again")]
    private partial void LogAsked(string deliveryId);
}
