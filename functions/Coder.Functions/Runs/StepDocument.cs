namespace Coder.Functions.Runs;

/// <summary>What one step decided.</summary>
/// <param name="State">JSON of the graph's state after the step.</param>
/// <param name="Command">JSON of the command.</param>
public sealed record StepDocument(string State, string Command);
