namespace Stripe;

/// <summary>How to reach Stripe.</summary>
public class StripeClientOptions
{
    public string ApiBase { get; set; }

    public string ApiKey { get; set; }

    public IHttpClient HttpClient { get; set; }
}
