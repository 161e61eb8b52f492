namespace Stripe;

/// <summary>What one request does differently.</summary>
public class RequestOptions
{
    public string ApiKey { get; set; }

    public string IdempotencyKey { get; set; }
}
