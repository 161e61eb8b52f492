using Coder.Billing.Ledger;

namespace Coder.Billing.Payments;

/// <summary>
/// What events of Stripe lead to. Pure. An event says only what to ask Stripe for; the operations follow from what that is now, and their ids from what they are about.
/// So events may come twice, late and in any order.
/// </summary>
public static class EventRules
{
    private static readonly Dictionary<string, EventSubject> Subjects = new(StringComparer.Ordinal)
    {
        ["checkout.session.completed"] = EventSubject.Checkout,
        ["checkout.session.async_payment_succeeded"] = EventSubject.Checkout,
        ["invoice.paid"] = EventSubject.Invoice,
        ["invoice.payment_failed"] = EventSubject.Invoice,
        ["customer.subscription.created"] = EventSubject.Subscription,
        ["customer.subscription.updated"] = EventSubject.Subscription,
        ["customer.subscription.deleted"] = EventSubject.Subscription,
        ["charge.refunded"] = EventSubject.Charge,
        ["charge.dispute.created"] = EventSubject.Dispute,
        ["charge.dispute.closed"] = EventSubject.Dispute,
        ["v1.billing.meter.error_report_triggered"] = EventSubject.Meter,
    };

    /// <summary>Null: events of that type are recorded, and lead to nothing.</summary>
    public static EventSubject? SubjectOf(string type) => Subjects.TryGetValue(type, out EventSubject subject) ? subject : null;

    /// <summary>What an invoice leads to.</summary>
    public static IReadOnlyList<LedgerOperation> OperationsOf(InvoiceFacts invoice) => InvoiceCredits.Of(invoice) is { } paid ? [paid.ToOperation()] : [];

    /// <summary>What a charge leads to: what it bought is granted first, then what was refunded or is disputed is taken back.</summary>
    /// <param name="posted">Which of <see cref="DisputeIds"/> have postings.</param>
    public static IReadOnlyList<LedgerOperation> OperationsOf(Purchase purchase, IReadOnlySet<string> posted)
    {
        ArgumentNullException.ThrowIfNull(purchase);
        ArgumentNullException.ThrowIfNull(posted);
        List<LedgerOperation> operations = [purchase.Paid.ToOperation(), .. RefundRules.Refunds(purchase.Paid, purchase.Refunds)];
        foreach (DisputeFacts dispute in purchase.Disputes)
        {
            // A dispute that was won before we heard of it has taken nothing.
            LedgerOperation? operation = !dispute.IsWon ? RefundRules.Taken(purchase.Paid, dispute)
                : posted.Contains(RefundRules.IdOf(dispute)) ? RefundRules.Returned(purchase, dispute)
                : null;
            if (operation is not null)
            {
                operations.Add(operation);
            }
        }

        return operations;
    }

    /// <summary>Ids of what a charge's disputes have taken.</summary>
    public static IEnumerable<string> DisputeIds(Purchase purchase)
    {
        ArgumentNullException.ThrowIfNull(purchase);
        return purchase.Disputes.Select(RefundRules.IdOf);
    }

    /// <summary>Whether a refusal means that there is nothing left to do: what has expired meanwhile, or is used up.</summary>
    public static bool IsHarmless(LedgerRefusal refusal) => refusal is LedgerRefusal.AlreadyExpired or LedgerRefusal.NoGrant;
}
