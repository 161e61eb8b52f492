using System.Text;
using Coder.Functions.Api;
using Stripe;

namespace Coder.Functions.Payments;

/// <summary>Whether Stripe has sent a body.</summary>
internal static class StripeSignatures
{
    internal const string Header = "Stripe-Signature";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ApiException">It has not, or nobody can tell: 401 or 503.</exception>
    internal static void Check(StripeWebhookSecrets secrets, string header, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (!secrets.All.Any())
        {
            throw new ApiException(503, "webhook_secret_missing", "This host has no secret to check webhooks with: set CODER_STRIPE_WEBHOOK_SECRET to the signing secret of Stripe's webhook endpoint.");
        }

        if (header.Length == 0)
        {
            throw new ApiException(401, "webhook_signature_missing", $"The header {Header} is missing.");
        }

        string text;
        try
        {
            text = Utf8.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            throw Wrong();
        }

        if (!secrets.All.Any(secret => IsSigned(text, header, secret, now)))
        {
            throw Wrong();
        }
    }

    private static bool IsSigned(string body, string header, string secret, DateTimeOffset now)
    {
        try
        {
            EventUtility.ValidateSignature(body, header, secret, EventUtility.DefaultTimeTolerance, now.ToUnixTimeSeconds());
            return true;
        }
        catch (StripeException)
        {
            return false;
        }
    }

    private static ApiException Wrong() => new(
        401, "webhook_signature_wrong", "The signature is not that of this body, or is not of the last five minutes: Stripe's endpoint and CODER_STRIPE_WEBHOOK_SECRET must have the same secret, and this host the right time.");
}
