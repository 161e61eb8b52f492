namespace Coder.Functions.Contracts;

/// <summary>Input of <c>FinishAgent</c>.</summary>
/// <param name="LastStep">The child's step whose command is <c>finish</c>; null when its time ran out before.</param>
public sealed record AgentEnd(int Schema, NodeInput Node, int? LastStep);
