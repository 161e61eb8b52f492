namespace Coder.Graphs.Stepping;

/// <param name="Code">Rule id or a stable word such as <c>budget</c>; empty: the node type's own (R13, R14, R15).</param>
public sealed record NodeFailed(string Node, int Visit, string Code, string Message) : GraphEvent;
