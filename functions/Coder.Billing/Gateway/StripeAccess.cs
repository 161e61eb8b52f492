using Stripe;

namespace Coder.Billing.Gateway;

/// <summary>The way to Stripe, if there is one.</summary>
/// <param name="settings">Null: this host sells nothing.</param>
public sealed class StripeAccess(PaymentSettings? settings)
{
    private readonly Lazy<IStripeClient> _client = new(() => Create(settings ?? throw new PaymentsOffException()));

    public bool IsConfigured => settings is not null;

    /// <summary>Where customers come back to when a request names no address.</summary>
    public Uri? ReturnUrl => settings?.ReturnUrl;

    /// <exception cref="PaymentsOffException">This host sells nothing.</exception>
    internal IStripeClient Client => _client.Value;

    private static StripeClient Create(PaymentSettings settings) => new(new StripeClientOptions
    {
        ApiKey = settings.SecretKey,
        ApiBase = settings.ApiBase,
        HttpClient = new SystemNetHttpClient(maxNetworkRetries: settings.NetworkRetries, appInfo: new AppInfo { Name = "coder-functions" }),
    });
}
