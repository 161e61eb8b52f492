namespace Coder.Testing.Stripe.State;

/// <summary>A meter event that the double has taken.</summary>
/// <param name="At">Seconds since 1970, as the sender says.</param>
public sealed record MeterEventRecord(string Identifier, string Customer, long Value, long At, DateTimeOffset ReceivedAt);
