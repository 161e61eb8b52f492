namespace Coder.Agents.Tools.Patching;

/// <summary>Reads search/replace blocks.</summary>
internal static class SearchReplace
{
    private const string Search = "<<<<<<< SEARCH";
    private const string Middle = "=======";
    private const string Replace = ">>>>>>> REPLACE";

    public static bool IsOne(string patch) => FileLines(patch).Any(line => line.TrimEnd() == Search);

    /// <exception cref="ToolFailureException">A block is not whole.</exception>
    public static IReadOnlyList<Hunk> Parse(string patch)
    {
        var hunks = new List<Hunk>();
        var lines = new List<HunkLine>();
        char kind = ' ';
        foreach (string line in FileLines(patch))
        {
            string mark = line.TrimEnd();
            switch (kind, mark)
            {
                case (' ', Search):
                    kind = '-';
                    break;
                case ('-', Middle):
                    kind = '+';
                    break;
                case ('+', Replace):
                    hunks.Add(new Hunk($"block {hunks.Count + 1}", null, [.. lines]));
                    lines.Clear();
                    kind = ' ';
                    break;
                case ('-' or '+', Search):
                    throw Broken(hunks.Count + 1);
                case ('-' or '+', _):
                    lines.Add(new HunkLine(kind, line));
                    break;
                default:
                    // Text between blocks (a fence, a remark) belongs to nothing.
                    break;
            }
        }

        return kind == ' ' ? hunks : throw Broken(hunks.Count + 1);
    }

    private static ToolFailureException Broken(int block) =>
        new($"Block {block} is not whole. Each block is: a line '{Search}', the lines to find, a line '{Middle}', the new lines, a line '{Replace}'.");

    private static string[] FileLines(string patch) => patch.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
}
