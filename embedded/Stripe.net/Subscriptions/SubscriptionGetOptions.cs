namespace Stripe;

/// <summary>Which parts of a subscription to expand.</summary>
public class SubscriptionGetOptions : BaseOptions;
