using System.Globalization;
using System.Text.RegularExpressions;

namespace Coder.Agents.Tools.Patching;

/// <summary>
/// Reads unified diffs as models write them: counts in hunk headers are not relied upon, an empty line in a hunk is an empty context line, the file
/// headers may be missing when the call names the path.
/// </summary>
internal static partial class UnifiedDiff
{
    private const string NoFile = "/dev/null";

    /// <param name="path">The call's own path; null when the headers must name the files.</param>
    /// <exception cref="ToolFailureException">Not a unified diff, or a line of it has no mark.</exception>
    public static IReadOnlyList<FilePatch> Parse(string patch, string? path)
    {
        string[] lines = patch.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
        var files = new List<FilePatch>();
        var hunks = new List<Hunk>();
        (string? Old, string? New)? header = null;
        for (int at = 0; at < lines.Length;)
        {
            if (IsFileHeader(lines, at))
            {
                Close();
                header = (PathOf(lines[at]), PathOf(lines[at + 1]));
                at += 2;
            }
            else if (HunkHeader().Match(lines[at]) is { Success: true } match)
            {
                int start = ++at;
                while (at < lines.Length && !EndsHunk(lines, at))
                    at++;
                hunks.Add(ReadHunk($"hunk {hunks.Count + 1}", match, lines.AsSpan(start, at - start), start + 1));
            }
            else
            {
                at++;
            }
        }

        Close();
        return files.Count > 0 ? files : throw new ToolFailureException("The patch holds neither search/replace blocks nor a hunk ('@@ -1,3 +1,3 @@').");

        void Close()
        {
            if (hunks.Count == 0)
                return;
            (string? Old, string? New) names = header ?? (path, path);
            if (names is (null, null))
                throw new ToolFailureException("The diff has no '--- file' and '+++ file' lines; give the argument 'path'.");
            files.Add(new FilePatch(names.Old, names.New, [.. hunks]));
            hunks.Clear();
        }
    }

    private static Hunk ReadHunk(string name, Match header, ReadOnlySpan<string> body, int firstLine)
    {
        var lines = new List<HunkLine>();
        bool? endsWithLineEnd = null;
        for (int index = 0; index < body.Length; index++)
        {
            string line = body[index];
            switch (line.Length == 0 ? ' ' : line[0])
            {
                case '\\':
                    endsWithLineEnd = lines.Count > 0 && lines[^1].Kind == '-';
                    break;
                case ' ' or '+' or '-':
                    lines.Add(new HunkLine(line.Length == 0 ? ' ' : line[0], line.Length == 0 ? "" : line[1..]));
                    break;
                default:
                    throw new ToolFailureException(
                        $"Line {firstLine + index} of the patch ('{line}') starts with none of ' ', '+', '-'. Context lines start with a space.");
            }
        }

        int? oldStart = header.Groups[1].Success ? int.Parse(header.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
        return new Hunk(name, oldStart, lines, endsWithLineEnd);
    }

    // A removed line may itself begin with "-- ", so a header counts only with both of its lines.
    private static bool IsFileHeader(string[] lines, int at) =>
        at + 1 < lines.Length && lines[at].StartsWith("--- ", StringComparison.Ordinal) && lines[at + 1].StartsWith("+++ ", StringComparison.Ordinal);

    private static bool EndsHunk(string[] lines, int at) =>
        IsFileHeader(lines, at)
        || HunkHeader().IsMatch(lines[at])
        || lines[at].StartsWith("diff --git ", StringComparison.Ordinal)
        || lines[at].StartsWith("```", StringComparison.Ordinal);

    private static string? PathOf(string header)
    {
        string path = header[4..].Split('\t')[0].Trim().Trim('"');
        if (path == NoFile)
            return null;
        return path.StartsWith("a/", StringComparison.Ordinal) || path.StartsWith("b/", StringComparison.Ordinal) ? path[2..] : path;
    }

    [GeneratedRegex(@"^@@(?:\s*-(\d{1,9})(?:,\d+)?\s+\+\d+(?:,\d+)?)?", RegexOptions.CultureInvariant)]
    private static partial Regex HunkHeader();
}
