namespace Coder.Testing.Stripe;

/// <summary>A request that the double got.</summary>
/// <param name="Operation">Method and path.</param>
/// <param name="IdempotencyKey">Null: it had none.</param>
/// <param name="Form">Its parameters, decoded, in their order.</param>
public sealed record StripeCall(string Operation, string? IdempotencyKey, IReadOnlyList<KeyValuePair<string, string>> Form);
