namespace Coder.Functions.Runs;

/// <summary>What became of a step's command: JSON of the graph event.</summary>
public sealed record ResultDocument(string Event);
