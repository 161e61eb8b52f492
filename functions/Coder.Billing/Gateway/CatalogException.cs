namespace Coder.Billing.Gateway;

/// <summary>Stripe lacks a price or the meter that is to be used; the message names it.</summary>
public sealed class CatalogException(string message) : Exception(message);
