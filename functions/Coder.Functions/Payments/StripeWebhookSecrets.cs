namespace Coder.Functions.Payments;

/// <summary>What Stripe signs its events with: two while a secret is being replaced.</summary>
/// <param name="Current">Null: none is set, and no event is believed.</param>
public sealed record StripeWebhookSecrets(string? Current, string? Previous)
{
    internal IEnumerable<string> All => new[] { Current, Previous }.OfType<string>();

    // A record prints its members, and this one may end up in a log.
    public override string ToString() => nameof(StripeWebhookSecrets);
}
