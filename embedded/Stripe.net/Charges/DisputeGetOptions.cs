namespace Stripe;

/// <summary>Which parts of a dispute to expand.</summary>
public class DisputeGetOptions : BaseOptions;
