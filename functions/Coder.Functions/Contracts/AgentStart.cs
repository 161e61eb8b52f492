namespace Coder.Functions.Contracts;

/// <summary>Output of <c>StartAgent</c>.</summary>
/// <param name="Child">Where the child goes on; null when there is none, and the node has its result.</param>
public sealed record AgentStart(int Schema, RunCursor? Child);
