namespace Stripe;

/// <summary>What the library is made for.</summary>
public static class StripeConfiguration
{
    /// <summary>The version of Stripe's API that every request asks for.</summary>
    public static string ApiVersion => "2026-07-29.dahlia";
}
