using Coder.Forge.Inbox;
using Coder.Functions.Dispatch;
using Coder.Functions.Runs;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Webhooks;

/// <summary>Empties the inbox, then begins the runs that came of it: who handles an event only stores them.</summary>
public sealed class InboxWork(InboxDrain drain, InboxSweep sweep, NewWork newWork, RunSweep runs)
{
    public async Task DrainAsync(InboxPartitions partitions, DurableTaskClient client, CancellationToken cancellation)
    {
        await drain.DrainAsync(partitions, cancellation);
        await BeginAsync(client, cancellation);
    }

    public async Task SweepAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        await sweep.SweepAsync(cancellation);
        await BeginAsync(client, cancellation);
    }

    private async Task BeginAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        if (newWork.Take())
        {
            await runs.SweepAsync(client, cancellation);
        }
    }
}
