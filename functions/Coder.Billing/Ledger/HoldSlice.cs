namespace Coder.Billing.Ledger;

/// <summary>The part of a hold that came from one account, and goes back there.</summary>
/// <param name="From">A grant's account or <see cref="LedgerAccount.Overage"/>.</param>
/// <param name="MicroCredits">More than 0.</param>
public sealed record HoldSlice(string From, long MicroCredits);
