namespace Coder.Functions.Quotes;

/// <summary>What a node costs in a run, in micro-credits.</summary>
/// <param name="Model">Null: the node asks no model itself, but an agent that does.</param>
/// <param name="TurnsMax">Model turns of a visit.</param>
/// <param name="TurnMax">What one of its turns costs at most.</param>
internal sealed record NodeQuote(string Node, string? Model, int VisitsMax, long TurnsMax, long TurnMax, long Min, long Expected, long Max);
