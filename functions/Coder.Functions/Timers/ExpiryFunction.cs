using Coder.Accounts;
using Coder.Runs.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Timers;

/// <summary>Every day: rows go that nobody asks for any more, idempotency keys and counts of runs by day.</summary>
public sealed class ExpiryFunction(IdempotencyStore idempotency, DailyRuns days)
{
    [Function("Expiry")]
    public async Task RunAsync([TimerTrigger("40 23 3 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        await idempotency.SweepAsync(cancellation);
        await days.SweepAsync(cancellation);
    }
}
