using System.Globalization;
using Coder.Audit;
using Coder.Billing.Ledger;
using Coder.Billing.Payments;

namespace Coder.Functions.Payments;

/// <summary>What the audit trail is told of credits and plans. Every call may be repeated: a posting has one record.</summary>
public sealed class BillingAudit(AuditTrail trail)
{
    /// <summary>An operation of the ledger that a payment, a refund, a plan or a month led to was posted, now or before.</summary>
    public Task PostedAsync(string account, LedgerOperation operation, Posting posting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(posting);
        ArgumentNullException.ThrowIfNull(operation);
        string actor = operation.Subject?.StartsWith(MonthlyCredits.Prefix, StringComparison.Ordinal) == true || operation is LedgerOperation.BillOverage ? AuditActors.Platform : AuditActors.Stripe;
        AuditEntry entry = new(account, $"ledger/{operation.Id}", ActionOf(operation), actor, operation.Subject is { } source ? $"grant/{source}" : $"account/{account}")
        {
            Details = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["micro_credits"] = posting.MicroCredits.ToString(CultureInfo.InvariantCulture),
                ["plan"] = (operation as LedgerOperation.ChangePlan)?.Plan ?? "",
            },
        };
        return trail.AppendAsync(entry, cancellation);
    }

    /// <summary>A subscription is unpaid: it goes on until then. One record however often Stripe tries again.</summary>
    public Task PaymentFailedAsync(string account, DateTimeOffset graceEndsAt, CancellationToken cancellation)
    {
        string until = graceEndsAt.ToString("O", CultureInfo.InvariantCulture);
        AuditEntry entry = new(account, $"payment_failed/{until}", AuditActions.PaymentFailed, AuditActors.Stripe, $"account/{account}")
        {
            Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["grace_ends_at"] = until },
        };
        return trail.AppendAsync(entry, cancellation);
    }

    private static string ActionOf(LedgerOperation operation) => operation switch
    {
        LedgerOperation.Issue => AuditActions.CreditsGranted,
        LedgerOperation.Refund when RefundRules.IsOfDispute(operation.Id) => AuditActions.DisputeOpened,
        LedgerOperation.Refund => AuditActions.CreditsRefunded,
        LedgerOperation.Reinstate => AuditActions.DisputeClosed,
        LedgerOperation.ChangePlan => AuditActions.PlanChanged,
        LedgerOperation.BillOverage => AuditActions.OverageBilled,
        _ => throw new InvalidOperationException($"{operation.Kind} is no payment's."),
    };
}
