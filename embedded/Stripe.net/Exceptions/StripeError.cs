namespace Stripe;

/// <summary>What Stripe says went wrong.</summary>
public class StripeError : StripeEntity<StripeError>
{
    public string Code { get; set; }

    public string DeclineCode { get; set; }

    public string DocUrl { get; set; }

    public string Message { get; set; }

    public string Param { get; set; }

    public string Type { get; set; }
}
