using Coder.Billing.Gateway;
using Coder.Functions.Api;
using Stripe;

namespace Coder.Functions.Payments;

/// <summary>Failures of Stripe as problems for callers; Stripe's own words may name keys, so they stay here.</summary>
internal static class PaymentProblems
{
    internal static async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (PaymentsOffException e)
        {
            throw new ApiException(503, "billing_not_configured", e.Message);
        }
        catch (CatalogException e)
        {
            throw new ApiException(503, "billing_not_configured", e.Message);
        }
        catch (StripeException e) when (e.StripeError?.Type == "idempotency_error")
        {
            throw new ApiException(422, "idempotency_key_reused", "This `Idempotency-Key` was used with another body. Use a new one.");
        }
        catch (StripeException e) when (e.StripeError?.Type == "card_error")
        {
            throw new ApiException(402, "payment_failed", $"The payment failed ({e.StripeError.DeclineCode ?? e.StripeError.Code}). Change the card in the billing portal, then try again.");
        }
        catch (StripeException e) when ((int)e.HttpStatusCode is >= 400 and < 500 and not 409 and not 429)
        {
            throw new ApiException(502, "billing_failed", $"Stripe refuses the request ({e.StripeError?.Code ?? e.StripeError?.Type ?? "unknown"}, request {e.StripeResponse?.RequestId}). The operator finds it in Stripe's log.");
        }
        catch (Exception e) when (e is StripeException or HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new ApiException(503, "billing_unavailable", "Stripe does not answer. Send the same request again, with the same `Idempotency-Key`.");
        }
    }
}
