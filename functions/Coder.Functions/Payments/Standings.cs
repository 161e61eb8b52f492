using Azure;
using Coder.Accounts;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Gateway;
using Coder.Billing.Ledger;
using Coder.Billing.Payments;

namespace Coder.Functions.Payments;

/// <summary>Brings accounts in line with what they have subscribed to. Every step may be repeated, and several may be at it.</summary>
public sealed class Standings(PaymentReader reader, StandingStore store, AccountStore accounts, LedgerStore ledger, BillingAudit audit, TimeProvider time)
{
    private const int AttemptsMax = 20;

    /// <summary>Asks Stripe for the customer's subscriptions and applies them.</summary>
    /// <returns>What holds now, for people.</returns>
    public async Task<string> RefreshAsync(string customer, CancellationToken cancellation)
    {
        if (await reader.AccountOfAsync(customer, cancellation) is not { } account || account == AccountId.Local.Value)
        {
            return $"{customer} is no account here";
        }

        for (int attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            // The row is read before Stripe is asked: when it is still the same afterwards, nobody has learned anything newer meanwhile.
            (_, ETag? tag) = await store.ReadAsync(account, cancellation);
            Standing standing = StandingRules.Decide(await reader.SubscriptionsAsync(customer, cancellation), time.GetUtcNow());
            if (await store.TryWriteAsync(account, standing, tag, cancellation))
            {
                return await ApplyAsync(account, customer, cancellation);
            }
        }

        throw new LedgerBusyException(account, AttemptsMax);
    }

    private async Task<string> ApplyAsync(string account, string customer, CancellationToken cancellation)
    {
        for (int attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            (Standing standing, ETag? tag) = await store.ReadAsync(account, cancellation);
            await accounts.UpdateAsync(
                new AccountId(account), before => before with { Plan = standing.Plan, Seats = standing.Seats, StripeCustomer = customer }, cancellation);
            await LendAsync(account, standing, cancellation);
            if (standing.GraceEndsAt is { } unpaidUntil)
            {
                await audit.PaymentFailedAsync(account, unpaidUntil, cancellation);
            }

            if ((await store.ReadAsync(account, cancellation)).Tag == tag)
            {
                return standing.GraceEndsAt is { } end ? $"{account} has {standing.Plan} until {end:O}, unpaid" : $"{account} has {standing.Plan}, {standing.Seats} seats";
            }
        }

        throw new LedgerBusyException(account, AttemptsMax);
    }

    private async Task LendAsync(string account, Standing standing, CancellationToken cancellation)
    {
        for (int attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            LedgerState state = await ledger.ReadAsync(account, cancellation);
            if (state.Plan == standing.Plan && state.OverageMax == standing.OverageMax)
            {
                return;
            }

            // The id is that of the next posting: of two who have read the same ledger one is first, and the other reads it again.
            LedgerOperation.ChangePlan change = new($"plan/{state.Sequence + 1}", standing.Plan, standing.OverageMax);
            LedgerDecision decision = await ledger.PostAsync(account, change, cancellation);
            if (decision is LedgerDecision.Refused refused)
            {
                throw new InvalidOperationException(refused.Message);
            }

            await audit.PostedAsync(account, change, decision.Entry!, cancellation);
        }

        throw new LedgerBusyException(account, AttemptsMax);
    }
}
