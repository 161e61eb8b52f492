using Coder.Forge.Inbox;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Timers;

/// <summary>At the host's start and every minute: nothing stays in the inbox because a nudge was lost.</summary>
public sealed class InboxSweepFunction(InboxSweep sweep)
{
    [Function("InboxSweep")]
    public Task RunAsync([TimerTrigger("30 * * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation) => sweep.SweepAsync(cancellation);
}
