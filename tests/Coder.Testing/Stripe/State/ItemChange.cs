namespace Coder.Testing.Stripe.State;

/// <summary>What an update says of an item of a subscription.</summary>
/// <param name="Id">Null: a new one.</param>
internal sealed record ItemChange(string? Id, string? Price, long? Quantity, bool IsDeleted);
