namespace Coder.Graphs.Stepping;

/// <summary>The question's deadline passed without an answer.</summary>
/// <param name="Attempt">The <see cref="Ask.Attempt"/> whose deadline passed.</param>
public sealed record Expired(string Node, int Visit, int Attempt = 1) : GraphEvent;
