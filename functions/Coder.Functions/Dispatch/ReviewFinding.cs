namespace Coder.Functions.Dispatch;

/// <summary>Something that a review found.</summary>
/// <param name="Path">From the repository's root.</param>
/// <param name="Line">From 1.</param>
internal sealed record ReviewFinding(string Path, int Line, string Message);
