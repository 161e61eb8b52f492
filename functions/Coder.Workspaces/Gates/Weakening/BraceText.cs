using System.Text.RegularExpressions;

namespace Coder.Workspaces.Gates.Weakening;

/// <summary>Lexing that languages with braces and <c>//</c> comments share.</summary>
internal static class BraceText
{
    /// <summary>Blanks out comments and the content of quoted text.</summary>
    /// <param name="quotedAt">For an offset where quoted text begins: the length of its delimiters and its end (exclusive); else null.</param>
    public static string Mask(string text, Func<string, int, (int Delimiter, int End)?> quotedAt)
    {
        var masked = text.ToCharArray();
        for (var at = 0; at < text.Length;)
        {
            var next = at + 1 < text.Length ? text[at + 1] : '\0';
            if (text[at] == '/' && next == '/') at = Blank(masked, at, SourceText.IndexOrEnd(text, "\n", at));
            else if (text[at] == '/' && next == '*') at = Blank(masked, at, SourceText.IndexOrEnd(text, "*/", at + 2) + 2);
            else if (quotedAt(text, at) is { } quoted) at = SourceText.BlankQuoted(masked, text, at, quoted.Delimiter, quoted.End);
            else at++;
        }

        return new string(masked);
    }

    /// <summary>The block that begins after an offset; empty when a statement ends before one does.</summary>
    public static string BodyAt(string masked, int from)
    {
        if (from >= masked.Length) return "";
        var found = masked.AsSpan(from).IndexOfAny('{', ';');
        return found < 0 || masked[from + found] == ';' ? "" : masked[(from + found)..SourceText.EndOfBrackets(masked, from + found)];
    }

    /// <summary>Where the attributes or annotations that stand directly before an offset begin.</summary>
    /// <param name="isOne">Is this line (trimmed) one of them, or the end of one?</param>
    public static int StartOfMarks(string masked, int at, Func<string, bool> isOne)
    {
        var start = masked.LastIndexOf('\n', Math.Max(0, at - 1)) + 1;
        while (start > 0)
        {
            var before = masked.LastIndexOf('\n', Math.Max(0, start - 2)) + 1;
            var line = masked[before..start].Trim();
            if (line.Length > 0 && !isOne(line)) break;
            start = before;
        }

        return start;
    }

    /// <summary>The blocks that a head opens, with the head's match.</summary>
    public static List<(Match Head, int End)> Blocks(string masked, Regex head) =>
        [.. head.Matches(masked).Select(match => (match, match.Index + match.Length + BodyAt(masked, match.Index + match.Length - 1).Length))];

    private static int Blank(char[] masked, int from, int to)
    {
        SourceText.Blank(masked, from, to);
        return Math.Min(to, masked.Length);
    }
}
