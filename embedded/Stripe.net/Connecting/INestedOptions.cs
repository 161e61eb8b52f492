namespace Stripe;

/// <summary>Options inside options.</summary>
public interface INestedOptions;
