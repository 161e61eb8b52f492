using Coder.Billing.Ledger;
using Coder.Billing.Prices;

namespace Coder.Billing.Metering;

/// <summary>Compares the ledger, the outbox and Stripe, day by day. Pure.</summary>
public static class ReconciliationRules
{
    /// <summary>The days that do not fit.</summary>
    /// <param name="bills">Postings of overage that was billed.</param>
    /// <param name="atStripe">Stripe's sums by day; absent: 0.</param>
    public static IReadOnlyList<MeterDrift> Compare(
        string account, string customer, IEnumerable<Posting> bills, IReadOnlyCollection<MeterEntry> entries, IReadOnlyDictionary<DateOnly, decimal> atStripe)
    {
        Dictionary<DateOnly, long> billed = bills
            .GroupBy(bill => Day(bill.At))
            .ToDictionary(day => day.Key, day => day.Sum(bill => bill.MicroCredits) / PriceTable.MicroCreditsPerCredit);
        ILookup<DateOnly, MeterEntry> told = entries.ToLookup(entry => Day(entry.At));
        return
        [
            .. from day in billed.Keys.Union(told.Select(entries => entries.Key)).Union(atStripe.Keys).Order()
               let sent = told[day].Where(entry => entry.Status == MeterEntryStatus.Sent).Sum(entry => entry.Credits)
               let waiting = told[day].Where(entry => entry.Status == MeterEntryStatus.Pending).Sum(entry => entry.Credits)
               let drift = new MeterDrift(account, customer, day, billed.GetValueOrDefault(day), sent, waiting, atStripe.GetValueOrDefault(day))
               where !Fits(drift)
               select drift,
        ];
    }

    // What waits may be at Stripe already, when its answer was lost.
    private static bool Fits(MeterDrift drift) =>
        drift.Ledger == drift.Outbox + drift.Waiting && drift.Stripe >= drift.Outbox && drift.Stripe <= drift.Outbox + drift.Waiting;

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
