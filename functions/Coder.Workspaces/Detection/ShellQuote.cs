namespace Coder.Workspaces.Detection;

internal static class ShellQuote
{
    /// <summary>A file name as one word of a shell line; names without special characters stay as they are.</summary>
    public static string Word(string text) => text.All(character => char.IsAsciiLetterOrDigit(character) || "._-/+=@%".Contains(character))
        ? text
        : "'" + text.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
}
