namespace Coder.Billing.Gateway;

/// <summary>How to reach Stripe.</summary>
/// <param name="SecretKey"><c>sk_…</c> or a restricted key <c>rk_…</c>.</param>
/// <param name="ApiBase">Without a slash at the end; null: Stripe's.</param>
/// <param name="ReturnUrl">Where customers come back to when a request names no address.</param>
/// <param name="NetworkRetries">Tries after the first of a request whose answer is lost.</param>
public sealed record PaymentSettings(string SecretKey, string? ApiBase = null, Uri? ReturnUrl = null, int NetworkRetries = 2)
{
    // A record prints its members, and this one may end up in a log.
    public override string ToString() => $"{nameof(PaymentSettings)} {{ {nameof(ApiBase)} = {ApiBase} }}";
}
