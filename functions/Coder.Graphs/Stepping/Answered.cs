namespace Coder.Graphs.Stepping;

/// <param name="By">Who: <c>cli</c>, <c>api</c>, <c>auto</c>.</param>
/// <param name="Attempt">The <see cref="Ask.Attempt"/> that this answers; an earlier one is ignored as a repeat.</param>
public sealed record Answered(string Node, int Visit, string Answer, string By, int Attempt = 1) : GraphEvent;
