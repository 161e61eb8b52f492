using Azure;

namespace Coder.Runs.Turns;

/// <summary>The right to request one turn from the model, for as long as it is renewed.</summary>
/// <param name="Attempt">1, or more when an earlier request ended with its process.</param>
/// <param name="Tag">Fencing token: the commit fails when somebody else took the claim over.</param>
public sealed record TurnClaim(TurnKey Key, string Owner, int Attempt, ETag Tag);
