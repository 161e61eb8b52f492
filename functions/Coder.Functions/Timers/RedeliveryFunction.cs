using Coder.Forge.Inbox;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Timers;

/// <summary>At the host's start and every five minutes: what the forge could not deliver is asked for again.</summary>
public sealed class RedeliveryFunction(Redelivery redelivery)
{
    [Function("Redelivery")]
    public Task RunAsync([TimerTrigger("45 */5 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation) => redelivery.AskAsync(cancellation);
}
