using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace Coder.Forge.Inbox;

/// <summary>Empties the inbox: handles what waits in it. Calls of one process share the work: a partition that is being emptied is looked at once more instead.</summary>
public sealed partial class InboxDrain(InboxTable inbox, DeliveryHandling handling, IntakeLoad load, ILogger<InboxDrain> logger)
{
    /// <summary>Deliveries at work at a time in a call.</summary>
    internal const int ConcurrentMax = 4;

    /// <summary>Bodies held at a time in a partition.</summary>
    private const int PageRows = 20;

    private const int Free = 0;
    private const int Busy = 1;
    private const int BusyAndAskedFor = 2;

    private readonly int[] _states = new int[InboxKey.PartitionCount];

    /// <summary>Handles what waits and is due.</summary>
    /// <returns>How many led to something.</returns>
    public async Task<int> DrainAsync(InboxPartitions partitions, CancellationToken cancellationToken)
    {
        int acted = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = ConcurrentMax, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(partitions.Numbers, options, async (partition, cancellation) => Interlocked.Add(ref acted, await DrainAsync(partition, cancellation)));
        return acted;
    }

    private async Task<int> DrainAsync(int partition, CancellationToken cancellationToken)
    {
        if (!Enter(partition))
        {
            return 0;
        }

        int acted = 0;
        do
        {
            try
            {
                acted += await DrainOnceAsync(partition, cancellationToken);
            }
            catch
            {
                Volatile.Write(ref _states[partition], Free);
                throw;
            }
        }
        while (!Leave(partition));
        return acted;
    }

    private async Task<int> DrainOnceAsync(int partition, CancellationToken cancellationToken)
    {
        int acted = 0;
        TableClient table = await inbox.GetAsync(cancellationToken);
        await load.GiveWayAsync(cancellationToken);
        await foreach (TableEntity body in table.QueryAsync<TableEntity>(InboxKey.Filter(partition, InboxKey.Pending), PageRows, cancellationToken: cancellationToken))
        {
            try
            {
                acted += await handling.HandleAsync(body, cancellationToken) ? 1 : 0;
                await load.GiveWayAsync(cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // The store, not the delivery: the sweep comes back to it, and those after it go on.
                LogFailure(body.RowKey, e);
            }
        }

        return acted;
    }

    private bool Enter(int partition)
    {
        if (Interlocked.CompareExchange(ref _states[partition], Busy, Free) == Free)
        {
            return true;
        }

        // Between the two its owner may have left; then there is one look more than needed, by nobody but us.
        return Interlocked.Exchange(ref _states[partition], BusyAndAskedFor) == Free;
    }

    /// <summary>False when somebody has asked for another look.</summary>
    private bool Leave(int partition)
    {
        if (Interlocked.CompareExchange(ref _states[partition], Free, Busy) == Busy)
        {
            return true;
        }

        Volatile.Write(ref _states[partition], Busy);
        return false;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The delivery at {Row} could not be handled")]
    private partial void LogFailure(string row, Exception error);
}
