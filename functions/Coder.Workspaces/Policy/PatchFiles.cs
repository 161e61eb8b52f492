using System.Globalization;
using System.Text;

namespace Coder.Workspaces.Policy;

/// <summary>Reads what git's own patch format says about files: modes and added lines.</summary>
internal static class PatchFiles
{
    private const string Header = "diff --git ";

    public static IReadOnlyList<PatchFile> Read(string patch)
    {
        List<PatchFile> files = [];
        string[] lines = patch.Split('\n');
        for (int at = 0; at < lines.Length;)
        {
            at = lines[at].StartsWith(Header, StringComparison.Ordinal) ? ReadFile(lines, at, files) : at + 1;
        }

        return files;
    }

    private static int ReadFile(string[] lines, int at, List<PatchFile> files)
    {
        string path = PathOf(lines[at][Header.Length..]);
        string? mode = null;
        for (at++; at < lines.Length && !lines[at].StartsWith("@@ ", StringComparison.Ordinal) && !lines[at].StartsWith(Header, StringComparison.Ordinal); at++)
        {
            string line = lines[at];
            mode = After(line, "new file mode ") ?? After(line, "new mode ") ?? (After(line, "index ")?.Split(' ') is [_, var same] ? same : mode);
            path = After(line, "rename to ") is { } renamed ? Unquoted(renamed) : After(line, "+++ ") is { } named && named != "/dev/null" ? Unquoted(named)[2..] : path;
        }

        List<(int, string)> added = [];
        List<int> shown = [];
        bool hasText = false;
        while (at < lines.Length && lines[at].StartsWith("@@ ", StringComparison.Ordinal))
        {
            hasText = true;
            at = ReadHunk(lines, at, added, shown);
        }

        files.Add(new PatchFile(path, mode, added, shown, hasText));
        return at;
    }

    /// <summary>By the counts of its header: a line of the file may look like a header itself.</summary>
    private static int ReadHunk(string[] lines, int at, List<(int, string)> added, List<int> shown)
    {
        string[] ranges = lines[at].Split(' ');
        (_, int oldLeft) = Range(ranges[1]);
        (int number, int newLeft) = Range(ranges[2]);
        for (at++; at < lines.Length && (oldLeft > 0 || newLeft > 0 || lines[at].StartsWith('\\')); at++)
        {
            string line = lines[at];
            if (line.StartsWith('+'))
            {
                shown.Add(number);
                added.Add((number++, line[1..]));
                newLeft--;
            }
            else if (line.StartsWith('-'))
            {
                oldLeft--;
            }
            else if (!line.StartsWith('\\'))
            {
                shown.Add(number++);
                oldLeft--;
                newLeft--;
            }
        }

        return at;
    }

    private static (int First, int Count) Range(string text)
    {
        string[] parts = text[1..].Split(',');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), parts.Length == 1 ? 1 : int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static string? After(string line, string prefix) => line.StartsWith(prefix, StringComparison.Ordinal) ? line[prefix.Length..] : null;

    /// <summary>The path of <c>a/PATH b/PATH</c>: without a rename both are the same.</summary>
    private static string PathOf(string names) => names.StartsWith('"')
        ? Unquoted(names[..(names.Length / 2)])[2..]
        : names.Length < 5 ? names : names[2..(names.Length / 2)];

    /// <summary>Undoes git's quoting of unusual names.</summary>
    private static string Unquoted(string text)
    {
        text = text.TrimEnd('\t');
        if (text.Length < 2 || text[0] != '"')
        {
            return text;
        }

        using MemoryStream bytes = new();
        string inner = text[1..^1];
        for (int i = 0; i < inner.Length; i++)
        {
            if (inner[i] != '\\' || i + 1 == inner.Length)
            {
                bytes.Write(Encoding.UTF8.GetBytes([inner[i]]));
            }
            else if (inner[i + 1] is >= '0' and <= '3' && i + 3 < inner.Length)
            {
                bytes.WriteByte((byte)(((inner[i + 1] - '0') * 64) + ((inner[i + 2] - '0') * 8) + inner[i + 3] - '0'));
                i += 3;
            }
            else
            {
                bytes.WriteByte((byte)Escaped(inner[++i]));
            }
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static char Escaped(char c) => c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', _ => c };
}
