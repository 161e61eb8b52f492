namespace Coder.Graphs.Definition;

/// <summary>What a run or a node may use; checked before every model turn. A null part is unlimited.</summary>
public sealed record NodeBudget(decimal? Credits, int? Seconds);
