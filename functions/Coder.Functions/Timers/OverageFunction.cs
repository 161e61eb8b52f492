using Coder.Functions.Payments;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Timers;

/// <summary>At the host's start and every five minutes: overage is billed and told to Stripe.</summary>
public sealed class OverageFunction(OverageBilling billing)
{
    [Function("Overage")]
    public Task RunAsync([TimerTrigger("15 */5 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation) => billing.FlushAsync(cancellation);
}
