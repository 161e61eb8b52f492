using Coder.Functions.Payments;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Timers;

/// <summary>At the host's start and every hour: the free plan's credits of a month, and the end of plans that stay unpaid.</summary>
public sealed class PlansFunction(MonthlyCredits credits, GraceWatch grace)
{
    [Function("Plans")]
    public async Task RunAsync([TimerTrigger("20 7 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation)
    {
        await credits.GrantAllAsync(cancellation);
        await grace.EndAsync(cancellation);
    }
}
