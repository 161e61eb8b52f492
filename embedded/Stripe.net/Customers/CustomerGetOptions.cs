namespace Stripe;

/// <summary>Which parts of a customer to expand.</summary>
public class CustomerGetOptions : BaseOptions;
