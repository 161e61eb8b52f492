namespace Stripe;

/// <summary>Moves money.</summary>
public interface IBalanceTransactionSource : IStripeEntity, IHasId, IHasObject;
