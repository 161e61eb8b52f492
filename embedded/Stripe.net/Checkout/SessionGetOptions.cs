namespace Stripe.Checkout;

/// <summary>Which parts of a session to expand.</summary>
public class SessionGetOptions : BaseOptions;
