using System.Globalization;
using Coder.Accounts;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Ledger;
using Coder.Billing.Plans;
using Coder.Billing.Prices;

namespace Coder.Functions.Payments;

/// <summary>The credits of the free plan, once a month (UTC). Those of other plans come with their invoices.</summary>
public sealed class MonthlyCredits(AccountStore accounts, LedgerStore ledger, BillingAudit audit, TimeProvider time)
{
    /// <summary>Before the month, in the source of a grant.</summary>
    internal const string Prefix = "month/";

    /// <summary>Gives every account on the free plan the credits of this month.</summary>
    public async Task GrantAllAsync(CancellationToken cancellation)
    {
        await foreach (Account account in accounts.ListAsync(cancellation))
        {
            await GrantAsync(account, cancellation);
        }
    }

    /// <summary>Does nothing when the account has had them, or is on another plan.</summary>
    public async Task GrantAsync(Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.Plan != PlanTable.Free.Name || account.Id == AccountId.Local)
        {
            return;
        }

        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset next = new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
        string month = $"{Prefix}{now.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture)}";
        LedgerOperation.Issue issue = new(month, month, GrantKind.Plan, PlanTable.Free.MonthCredits * PriceTable.MicroCreditsPerCredit, next);
        if ((await ledger.PostAsync(account.Id.Value, issue, cancellation)).Entry is { } posting)
        {
            await audit.PostedAsync(account.Id.Value, issue, posting, cancellation);
        }
    }
}
