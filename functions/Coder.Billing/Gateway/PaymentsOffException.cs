namespace Coder.Billing.Gateway;

/// <summary>This host has no key to Stripe.</summary>
public sealed class PaymentsOffException() : Exception("This host sells nothing: set CODER_STRIPE_SECRET_KEY to a secret key of Stripe.");
