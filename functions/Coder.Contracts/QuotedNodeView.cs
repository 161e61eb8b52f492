namespace Coder.Contracts;

/// <summary>A node's part of a quote, in credits.</summary>
/// <param name="Model">Absent for a node that asks another agent.</param>
/// <param name="VisitsMax">How often a run enters it at most.</param>
/// <param name="TurnsMax">Model turns of a visit.</param>
public sealed record QuotedNodeView(string Node, int VisitsMax, long TurnsMax, decimal Min, decimal Expected, decimal Max, string? Model = null);
