namespace Coder.Graphs.Stepping;

/// <summary>The run's own end from outside: its wall clock ran out (<c>R2</c>), it was aborted (<c>R18</c>), or a stable word such as <c>budget</c>.</summary>
public sealed record RunStopped(string Code, string Message) : GraphEvent;
