using Coder.Billing.Ledger;

namespace Coder.Billing.Payments;

/// <summary>What refunds and disputes take back of the credits that were paid for: the same part of the credits as of the money.</summary>
public static class RefundRules
{
    private const string DisputePrefix = "stripe/dispute/";

    /// <summary>The refunds' operations, in their order; together they take exactly the part that was refunded.</summary>
    public static IReadOnlyList<LedgerOperation> Refunds(PaidCredits paid, IEnumerable<RefundFacts> refunds)
    {
        ArgumentNullException.ThrowIfNull(paid);
        List<LedgerOperation> operations = [];
        long amount = 0;
        foreach (RefundFacts refund in refunds.OrderBy(refund => refund.CreatedAt).ThenBy(refund => refund.Id, StringComparer.Ordinal))
        {
            long before = Part(paid, amount);
            amount += refund.Amount;
            if (Part(paid, amount) - before is > 0 and var microCredits)
            {
                operations.Add(new LedgerOperation.Refund($"stripe/refund/{refund.Id}", paid.Source, microCredits));
            }
        }

        return operations;
    }

    /// <summary>What a dispute takes while it is open and when it is lost; null: nothing.</summary>
    public static LedgerOperation.Refund? Taken(PaidCredits paid, DisputeFacts dispute)
    {
        ArgumentNullException.ThrowIfNull(paid);
        ArgumentNullException.ThrowIfNull(dispute);
        return Part(paid, dispute.Amount) is > 0 and var microCredits ? new LedgerOperation.Refund(IdOf(dispute), paid.Source, microCredits) : null;
    }

    /// <summary>Gives back what a dispute took that was won.</summary>
    /// <param name="purchase">Its refunds and the disputes that are not won keep what they took.</param>
    public static LedgerOperation.Reinstate Returned(Purchase purchase, DisputeFacts dispute)
    {
        ArgumentNullException.ThrowIfNull(purchase);
        long kept = Part(purchase.Paid, purchase.Refunds.Sum(refund => refund.Amount)) + purchase.Disputes.Where(other => !other.IsWon).Sum(other => Part(purchase.Paid, other.Amount));
        return new LedgerOperation.Reinstate($"{IdOf(dispute)}/won", purchase.Paid.Source, kept);
    }

    /// <summary>Whether a posting of this id took what a dispute is about.</summary>
    public static bool IsOfDispute(string operationId)
    {
        ArgumentNullException.ThrowIfNull(operationId);
        return operationId.StartsWith(DisputePrefix, StringComparison.Ordinal);
    }

    /// <summary>The id under which a dispute takes credits.</summary>
    public static string IdOf(DisputeFacts dispute)
    {
        ArgumentNullException.ThrowIfNull(dispute);
        return $"{DisputePrefix}{dispute.Id}";
    }

    private static long Part(PaidCredits paid, long amount) => paid.Amount <= 0
        ? 0
        : (long)decimal.Round((decimal)paid.MicroCredits * Math.Min(amount, paid.Amount) / paid.Amount, MidpointRounding.AwayFromZero);
}
