namespace Coder.Billing.Payments;

/// <summary>Money that a bank asks back.</summary>
/// <param name="Amount">Cents.</param>
/// <param name="IsWon">It was decided for us: the money is ours.</param>
public sealed record DisputeFacts(string Id, long Amount, bool IsWon);
