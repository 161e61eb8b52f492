namespace Coder.Workspaces.Gates.Weakening;

/// <summary>Lexing that the languages share.</summary>
internal static class SourceText
{
    /// <summary>Blanks a range, keeping line breaks.</summary>
    public static void Blank(char[] text, int from, int to)
    {
        for (var at = from; at < to && at < text.Length; at++)
        {
            if (text[at] != '\n') text[at] = ' ';
        }
    }

    /// <summary>The end (exclusive) of a quoted string that starts before <paramref name="from"/>; at the line's end when it is not closed.</summary>
    public static int EndOfQuoted(string text, int from, char quote)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] == '\\') at++;
            else if (text[at] == quote) return at + 1;
            else if (text[at] == '\n' && quote != '`') return at;
        }

        return text.Length;
    }

    /// <summary>Blanks the content of a string that starts at <paramref name="open"/> and leaves its quotes.</summary>
    /// <returns>Where to go on.</returns>
    public static int BlankQuoted(char[] masked, string text, int open, int delimiter, int end)
    {
        Blank(masked, open + delimiter, Math.Max(open + delimiter, end - delimiter));
        return Math.Max(end, open + 1);
    }

    public static int IndexOrEnd(string text, string value, int from)
    {
        var found = from >= text.Length ? -1 : text.IndexOf(value, from, StringComparison.Ordinal);
        return found < 0 ? text.Length : found;
    }

    /// <summary>The offset after the bracket that closes the one at <paramref name="open"/>, in masked text.</summary>
    public static int EndOfBrackets(string masked, int open)
    {
        var depth = 0;
        for (var at = open; at < masked.Length; at++)
        {
            if (masked[at] is '(' or '[' or '{') depth++;
            else if (masked[at] is ')' or ']' or '}' && --depth == 0) return at + 1;
        }

        return masked.Length;
    }

    public static string WithoutBlanks(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
