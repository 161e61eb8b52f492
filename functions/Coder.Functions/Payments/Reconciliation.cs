using Coder.Accounts;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Gateway;
using Coder.Billing.Ledger;
using Coder.Billing.Metering;
using Microsoft.Extensions.Logging;

namespace Coder.Functions.Payments;

/// <summary>Compares what the ledger has billed with what Stripe has counted, day by day.</summary>
public sealed partial class Reconciliation(
    AccountStore accounts, LedgerStore ledger, MeterOutbox outbox, CreditMeter meter, StripeAccess access, TimeProvider time, ILogger<Reconciliation> logger)
{
    /// <summary>Stripe takes events of the last 35 days: older days do not change any more.</summary>
    public const int DaysMax = 35;

    private const int PagePostings = 1_000;

    /// <summary>All accounts with a customer at Stripe; days that do not fit are logged as errors.</summary>
    /// <param name="days">Today is one of them.</param>
    public async Task<IReadOnlyList<MeterDrift>> CompareAllAsync(int days, CancellationToken cancellation)
    {
        List<MeterDrift> drifts = [];
        if (!access.IsConfigured)
        {
            return drifts;
        }

        await foreach (Account account in accounts.ListAsync(cancellation))
        {
            drifts.AddRange(await CompareAsync(account, days, cancellation));
        }

        return drifts;
    }

    /// <summary>One account; nothing when it has no customer at Stripe.</summary>
    public async Task<IReadOnlyList<MeterDrift>> CompareAsync(Account account, int days, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.StripeCustomer is not { } customer)
        {
            return [];
        }

        DateOnly to = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        DateOnly from = to.AddDays(1 - days);
        IReadOnlyList<MeterDrift> drifts = await CompareAsync(account.Id.Value, customer, from, to, cancellation);
        if (drifts.Count > 0)
        {
            // What was billed or sent while we looked is no drift: it looks different the second time.
            drifts = [.. drifts.Intersect(await CompareAsync(account.Id.Value, customer, from, to, cancellation))];
        }

        foreach (MeterDrift drift in drifts)
        {
            LogDrift(drift.Account, drift.Day, drift.Difference, drift.Ledger, drift.Outbox, drift.Waiting, drift.Stripe);
        }

        return drifts;
    }

    private async Task<IReadOnlyList<MeterDrift>> CompareAsync(string account, string customer, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        DateTimeOffset begin = new(from.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        IReadOnlyList<MeterEntry> entries = await outbox.OfTimeAsync(account, begin, DateTimeOffset.MaxValue, cancellation);
        IReadOnlyDictionary<DateOnly, decimal> atStripe = await meter.SumByDayAsync(customer, from, to, cancellation);
        return ReconciliationRules.Compare(account, customer, await BillsAsync(account, begin, cancellation), entries, atStripe);
    }

    private async Task<List<Posting>> BillsAsync(string account, DateTimeOffset from, CancellationToken cancellation)
    {
        List<Posting> bills = [];
        long? before = null;
        do
        {
            StatementPage page = await ledger.StatementAsync(account, before, PagePostings, cancellation);
            bills.AddRange(page.Postings.Where(posting => posting.Kind == PostingKind.BillOverage && posting.At >= from));
            before = page.Postings.Count > 0 && page.Postings[^1].At >= from ? page.Next : null;
        }
        while (before is not null);
        return bills;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Account}: on {Day} Stripe has {Difference} credits more than it should (ledger {Ledger}, told {Told}, waiting {Waiting}, Stripe {Stripe})")]
    private partial void LogDrift(string account, DateOnly day, decimal difference, long ledger, long told, long waiting, decimal stripe);
}
