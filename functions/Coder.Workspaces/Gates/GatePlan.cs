namespace Coder.Workspaces.Gates;

/// <summary>What a gate runs.</summary>
/// <param name="Problem">Why it cannot be said what to run; nothing is run then.</param>
/// <param name="Scope">Which part of the repository it is, in words for the evidence; null: all of it.</param>
internal sealed record GatePlan(IReadOnlyList<GateStep> Steps, string? Problem = null, string? Scope = null);
