namespace Coder.Agents.Tools.Patching;

/// <summary>One place of a file to change.</summary>
/// <param name="Name">For messages: <c>hunk 2</c>.</param>
/// <param name="OldStart">1-based line where the old lines are said to be; null when the patch says none.</param>
/// <param name="Lines">Context, removed and added lines in order.</param>
/// <param name="EndsWithLineEnd">Whether the file then ends with a line end; null leaves it.</param>
internal sealed record Hunk(string Name, int? OldStart, IReadOnlyList<HunkLine> Lines, bool? EndsWithLineEnd = null);
