namespace Coder.Forge.Checks;

/// <summary>Something found at lines of a file.</summary>
/// <param name="Path">From the repository's root, with slashes.</param>
/// <param name="FirstLine">From 1.</param>
/// <param name="LastLine">Not before the first.</param>
public sealed record CheckFinding(string Path, int FirstLine, int LastLine, string Message)
{
    public FindingLevel Level { get; init; } = FindingLevel.Failure;
}
