namespace Coder.Functions.Runs;

/// <summary>What one step decided, as it is stored.</summary>
/// <param name="State">JSON of the graph's state after the step, without its large values.</param>
/// <param name="Command">JSON of the command; a script's has no state of its own.</param>
/// <param name="Kept">Hashes of the state's large values, by key: see <see cref="LargeValues"/>.</param>
public sealed record StepDocument(string State, string Command, IReadOnlyDictionary<string, string> Kept);
