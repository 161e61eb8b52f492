using Coder.Billing.Gateway;
using Coder.Billing.Metering;
using Coder.Billing.Payments;
using Coder.Forge.Inbox;
using Coder.Functions.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Coder.Functions;

/// <summary>Plans, payments and what is billed for overage.</summary>
internal static class PaymentComposition
{
    private const int NetworkRetriesMax = 10;

    internal static IServiceCollection AddPayments(this IServiceCollection services, Func<string, string?> setting)
    {
        services.AddSingleton(new StripeAccess(Read(setting)));
        services.AddSingleton(new StripeWebhookSecrets(setting("CODER_STRIPE_WEBHOOK_SECRET"), setting("CODER_STRIPE_WEBHOOK_SECRET_PREVIOUS")));
        services.AddSingleton<PriceBook>().AddSingleton<PaymentReader>().AddSingleton<PaymentDesk>().AddSingleton<CreditMeter>();
        services.AddSingleton<StandingStore>().AddSingleton<MeterOutbox>();
        services.AddSingleton<BillingAudit>().AddSingleton<Standings>().AddSingleton<Purchases>().AddSingleton<MonthlyCredits>().AddSingleton<OverageBilling>().AddSingleton<Reconciliation>().AddSingleton<GraceWatch>();
        services.AddSingleton<Sales>();
        services.AddSingleton<IDeliveryHandler, StripeEvents>();
        return services;
    }

    /// <summary>Null when this host sells nothing.</summary>
    private static PaymentSettings? Read(Func<string, string?> setting)
    {
        if (setting("CODER_STRIPE_SECRET_KEY") is not { } key)
        {
            return null;
        }

        if (!(key.StartsWith("sk_", StringComparison.Ordinal) || key.StartsWith("rk_", StringComparison.Ordinal)) || key.Any(char.IsWhiteSpace))
        {
            throw new InvalidOperationException("CODER_STRIPE_SECRET_KEY is no secret key of Stripe; give one that begins with sk_ or rk_ (a publishable key pk_ will not do).");
        }

        return new PaymentSettings(key, Address(setting, "CODER_STRIPE_API_URL")?.GetLeftPart(UriPartial.Authority), Address(setting, "CODER_BILLING_RETURN_URL"), Retries(setting));
    }

    private static Uri? Address(Func<string, string?> setting, string name) => setting(name) is not { } text
        ? null
        : Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? address
            : throw new InvalidOperationException($"{name} is `{text}`; give an http(s) address, or leave it out.");

    private static int Retries(Func<string, string?> setting) => setting("CODER_STRIPE_NETWORK_RETRIES") is not { } text
        ? 2
        : int.TryParse(text, out int retries) && retries is >= 0 and <= NetworkRetriesMax
            ? retries
            : throw new InvalidOperationException($"CODER_STRIPE_NETWORK_RETRIES is `{text}`; give 0 to {NetworkRetriesMax}, or leave it out (2).");
}
