using System.Collections.Concurrent;
using Stripe;

namespace Coder.Billing.Gateway;

/// <summary>Prices at Stripe: found by their lookup keys when something is bought, known by their metadata when it has been. So a price can be replaced while old subscriptions keep theirs.</summary>
public sealed class PriceBook(StripeAccess access)
{
    private readonly ConcurrentDictionary<string, string?> _plans = new(StringComparer.Ordinal);

    /// <summary>The id of the price that is sold now.</summary>
    /// <exception cref="CatalogException">Stripe has none of that key.</exception>
    public async Task<string> FindAsync(string lookupKey, CancellationToken cancellation)
    {
        StripeList<Price> found = await new PriceService(access.Client).ListAsync(new PriceListOptions { LookupKeys = [lookupKey], Active = true }, cancellationToken: cancellation);
        return found.Data.FirstOrDefault()?.Id
            ?? throw new CatalogException($"Stripe has no active price with the lookup key `{lookupKey}`; make one, as docs/billing.md describes.");
    }

    /// <summary>The plan that a price is for; null: none.</summary>
    internal async Task<string?> PlanOfAsync(string price, CancellationToken cancellation)
    {
        if (!_plans.TryGetValue(price, out string? plan))
        {
            plan = PlanOf(await new PriceService(access.Client).GetAsync(price, cancellationToken: cancellation));
            _plans[price] = plan;
        }

        return plan;
    }

    internal static string? PlanOf(Price price) => price.Metadata?.GetValueOrDefault(StripeNames.Plan);
}
