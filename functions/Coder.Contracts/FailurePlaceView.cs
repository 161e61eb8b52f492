namespace Coder.Contracts;

/// <summary>Where a test failed.</summary>
/// <param name="Path">From the repository's root, with slashes.</param>
/// <param name="Line">From 1.</param>
public sealed record FailurePlaceView(string Test, string Path, int Line, string Message);
