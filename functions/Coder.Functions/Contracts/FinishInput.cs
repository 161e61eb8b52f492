namespace Coder.Functions.Contracts;

/// <summary>Input of the activities that end a run.</summary>
/// <param name="Step">The step whose command is <c>finish</c>; -1 when the graph did not decide the end.</param>
/// <param name="Cause">Why the run ended without its graph.</param>
/// <param name="Error">A platform failure, type and message; null otherwise.</param>
public sealed record FinishInput(int Schema, string Account, string RunId, string Scope, int Step, StopCause Cause, string? Error);
