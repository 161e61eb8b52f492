using Coder.Functions.Payments;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Timers;

/// <summary>Once a day: what was billed is compared with what Stripe has counted; a difference is logged as an error.</summary>
public sealed class ReconciliationFunction(Reconciliation reconciliation)
{
    private const int Days = 3;

    [Function("Reconciliation")]
    public Task RunAsync([TimerTrigger("40 23 4 * * *")] TimerInfo timer, CancellationToken cancellation) => reconciliation.CompareAllAsync(Days, cancellation);
}
