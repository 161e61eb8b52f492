namespace Coder.Forge.Inbox;

/// <summary>Finds what no nudge has reached, and forgets what is old.</summary>
public sealed class InboxSweep(InboxDrain drain, InboxRows rows, TimeProvider time)
{
    /// <summary>Once a minute: all partitions are emptied, and one of them is cleared of what is old, so that every one has its turn in about four hours.</summary>
    /// <returns>How many deliveries led to something.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        int acted = await drain.DrainAsync(InboxPartitions.All, cancellationToken);
        await rows.PurgeAsync((int)(time.GetUtcNow().Ticks / TimeSpan.TicksPerMinute % InboxKey.PartitionCount), cancellationToken);
        return acted;
    }
}
