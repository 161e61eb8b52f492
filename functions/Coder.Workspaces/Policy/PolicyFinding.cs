namespace Coder.Workspaces.Policy;

/// <summary>A rule that a change breaks. Never shows a secret.</summary>
/// <param name="Rule">One of <see cref="PolicyRules"/>.</param>
/// <param name="Path">The file; empty for the change as a whole.</param>
/// <param name="Line">From 1, in the changed file; null: the file as a whole.</param>
/// <param name="Message">What is wrong and what to do about it.</param>
public sealed record PolicyFinding(string Rule, string Path, int? Line, string Message)
{
    public override string ToString() => Path.Length == 0 ? $"{Rule}: {Message}" : $"{Path}{(Line is { } line ? $":{line}" : "")}: {Rule}: {Message}";
}
