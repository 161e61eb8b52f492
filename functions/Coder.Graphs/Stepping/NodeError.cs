namespace Coder.Graphs.Stepping;

/// <summary>Why the node before a fallback failed: <c>{{error.code}}</c>, <c>{{error.message}}</c>, <c>{{error.node}}</c>.</summary>
public sealed record NodeError(string Code, string Message, string Node);
