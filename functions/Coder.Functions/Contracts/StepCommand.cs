namespace Coder.Functions.Contracts;

/// <summary>Output of <c>Advance</c>: the command by name only; its values are in the step's document.</summary>
public sealed record StepCommand(int Schema, StepKind Kind, string Node, int Visit);
