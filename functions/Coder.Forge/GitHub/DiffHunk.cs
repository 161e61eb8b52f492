using System.Globalization;
using System.Text.RegularExpressions;

namespace Coder.Forge.GitHub;

/// <summary>The part of a diff that a comment is shown with: it ends at the line of the comment, which Octokit does not know otherwise. Pure.</summary>
internal static partial class DiffHunk
{
    /// <summary>The number, on the new side, of the last line; null when that was removed, or the text is no hunk.</summary>
    internal static int? LastLine(string? hunk)
    {
        string[] lines = (hunk ?? "").TrimEnd('\n').Split('\n');
        if (Header().Match(lines[0]) is not { Success: true } header || lines.Length == 1 || lines[^1].StartsWith('-')
            || !int.TryParse(header.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int first))
        {
            return null;
        }

        return first - 1 + lines.Skip(1).Count(line => !line.StartsWith('-') && !line.StartsWith('\\'));
    }

    [GeneratedRegex(@"^@@ -[0-9,]{1,20} \+([0-9]{1,9})(,[0-9]{1,9})? @@")]
    private static partial Regex Header();
}
