namespace Coder.Forge.Reviews;

/// <summary>A comment at a line of the new side of a pull request's diff.</summary>
/// <param name="Path">From the repository's root, with slashes.</param>
/// <param name="Line">From 1; must be in the diff.</param>
public sealed record LineComment(string Path, int Line, string Body);
