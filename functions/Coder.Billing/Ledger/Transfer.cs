namespace Coder.Billing.Ledger;

/// <summary>Moves credits between two accounts of a ledger, so that their sum does not change.</summary>
/// <param name="MicroCredits">More than 0.</param>
public sealed record Transfer(string From, string To, long MicroCredits);
