namespace Coder.Contracts;

/// <summary>A rule of the policy that a change breaks.</summary>
/// <param name="Rule">Stable name: see docs/errors.md.</param>
/// <param name="Path">The file; empty for the change as a whole.</param>
/// <param name="Line">From 1; absent: the file as a whole.</param>
public sealed record PolicyFindingView(string Rule, string Path, int? Line, string Message);
