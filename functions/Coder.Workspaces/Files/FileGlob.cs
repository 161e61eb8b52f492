using System.Text;
using System.Text.RegularExpressions;

namespace Coder.Workspaces.Files;

/// <summary>Globs over <c>/</c>-separated paths: <c>**</c>, <c>*</c>, <c>?</c>, <c>[…]</c>, <c>{a,b}</c>. One without a slash matches file names in any folder.</summary>
public static class FileGlob
{
    public const int LengthMax = 1000;

    private static readonly TimeSpan MatchTimeMax = TimeSpan.FromSeconds(5);

    /// <summary>Compiles a glob; matching takes time linear in the path.</summary>
    /// <exception cref="ArgumentException">Too long, or brackets or braces do not match.</exception>
    public static Regex Compile(string glob)
    {
        if (glob.Length > LengthMax) throw new ArgumentException($"A glob has at most {LengthMax} characters.");
        var pattern = glob.StartsWith("./", StringComparison.Ordinal) ? glob[2..] : glob;
        var text = new StringBuilder(pattern.Contains('/') ? "^" : "^(?:.*/)?");
        var depth = 0;
        for (var at = 0; at < pattern.Length; at++) at = Append(text, pattern, at, ref depth);
        if (depth != 0) throw new ArgumentException($"The braces of '{glob}' do not match.");
        return new Regex(text.Append('$').ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline, MatchTimeMax);
    }

    private static int Append(StringBuilder text, string glob, int at, ref int depth)
    {
        switch (glob[at])
        {
            case '*' when at + 1 < glob.Length && glob[at + 1] == '*':
                var wholeFolders = at + 2 < glob.Length && glob[at + 2] == '/';
                text.Append(wholeFolders ? "(?:.*/)?" : ".*");
                return at + (wholeFolders ? 2 : 1);
            case '*':
                text.Append("[^/]*");
                return at;
            case '?':
                text.Append("[^/]");
                return at;
            case '[':
                return AppendSet(text, glob, at);
            case '{':
                depth++;
                text.Append("(?:");
                return at;
            case '}' when depth > 0:
                depth--;
                text.Append(')');
                return at;
            case ',' when depth > 0:
                text.Append('|');
                return at;
            default:
                text.Append(Regex.Escape(glob[at].ToString()));
                return at;
        }
    }

    private static int AppendSet(StringBuilder text, string glob, int at)
    {
        var end = glob.IndexOf(']', Math.Min(at + 2, glob.Length));
        if (end < 0) throw new ArgumentException($"The '[' of '{glob}' is not closed.");
        var set = glob[(at + 1)..end].Replace(@"\", @"\\", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal);
        text.Append('[').Append(set.StartsWith('!') ? "^/" + set[1..] : set).Append(']');
        return end;
    }
}
