using Coder.Accounts;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Gateway;
using Coder.Billing.Ledger;
using Coder.Billing.Payments;

namespace Coder.Functions.Payments;

/// <summary>Credits that are paid for, and those that go back with the money. Every posting is keyed by what it is about, so a repeat does nothing twice.</summary>
public sealed class Purchases(PaymentReader reader, LedgerStore ledger, BillingAudit audit)
{
    /// <summary>Posts what an invoice leads to.</summary>
    /// <returns>What was done, for people.</returns>
    public async Task<string> ApplyInvoiceAsync(string customer, InvoiceFacts invoice, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(invoice);
        return await PostAsync(customer, EventRules.OperationsOf(invoice), cancellation);
    }

    /// <summary>Posts what a charge leads to.</summary>
    /// <returns>What was done, for people.</returns>
    public async Task<string> ApplyChargeAsync(string charge, CancellationToken cancellation)
    {
        if (await reader.PurchaseAsync(charge, cancellation) is not { } purchase)
        {
            return $"{charge} bought no credits";
        }

        HashSet<string> posted = new(StringComparer.Ordinal);
        foreach (string id in EventRules.DisputeIds(purchase))
        {
            if (await AccountAsync(purchase.Customer, cancellation) is { } account && await ledger.FindAsync(account, id, cancellation) is not null)
            {
                posted.Add(id);
            }
        }

        return await PostAsync(purchase.Customer, EventRules.OperationsOf(purchase, posted), cancellation);
    }

    private async Task<string?> AccountAsync(string customer, CancellationToken cancellation) =>
        await reader.AccountOfAsync(customer, cancellation) is { } account && account != AccountId.Local.Value ? account : null;

    private async Task<string> PostAsync(string customer, IReadOnlyList<LedgerOperation> operations, CancellationToken cancellation)
    {
        if (await AccountAsync(customer, cancellation) is not { } account)
        {
            return $"{customer} is no account here";
        }

        foreach (LedgerOperation operation in operations)
        {
            LedgerDecision decision = await ledger.PostAsync(account, operation, cancellation);
            if (decision.Entry is { } posting)
            {
                await audit.PostedAsync(account, operation, posting, cancellation);
            }
            else if (decision is LedgerDecision.Refused refused && !EventRules.IsHarmless(refused.Code))
            {
                throw new InvalidOperationException(refused.Message);
            }
        }

        return operations.Count == 0 ? $"{account}: no credits" : $"{account}: {string.Join(", ", operations.Select(operation => operation.Id))}";
    }
}
