using System.Globalization;
using Coder.Audit;
using Coder.Billing.Ledger;

namespace Coder.Functions.Payments;

/// <summary>What the audit trail is told of credits and plans. Every call may be repeated: a posting has one record.</summary>
public sealed class BillingAudit(AuditTrail trail)
{
    /// <summary>An operation of the ledger that a payment, a refund or a plan led to was posted, now or before.</summary>
    public Task PostedAsync(string account, LedgerOperation operation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        AuditEntry entry = new(account, $"ledger/{operation.Id}", ActionOf(operation), AuditActors.Stripe, operation.Subject is { } source ? $"grant/{source}" : $"account/{account}")
        {
            Details = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["micro_credits"] = operation.Amount.ToString(CultureInfo.InvariantCulture),
                ["plan"] = (operation as LedgerOperation.ChangePlan)?.Plan ?? "",
            },
        };
        return trail.AppendAsync(entry, cancellation);
    }

    private static string ActionOf(LedgerOperation operation) => operation switch
    {
        LedgerOperation.Issue => AuditActions.CreditsGranted,
        LedgerOperation.Refund => AuditActions.CreditsRefunded,
        LedgerOperation.Reinstate => AuditActions.DisputeClosed,
        LedgerOperation.ChangePlan => AuditActions.PlanChanged,
        LedgerOperation.BillOverage => AuditActions.OverageBilled,
        _ => throw new InvalidOperationException($"{operation.Kind} is no payment's."),
    };
}
