using System.Buffers;

namespace Coder.Redaction;

/// <summary>Finds keys by their format.</summary>
internal static class KeyFormatSearch
{
    private static readonly SearchValues<string> Prefixes = SearchValues.Create([.. KeyFormats.All.Select(f => f.Prefix)], StringComparison.Ordinal);

    private static readonly Dictionary<char, KeyFormat[]> ByFirst = KeyFormats.All
        .GroupBy(f => f.Prefix[0]).ToDictionary(g => g.Key, g => g.OrderByDescending(f => f.Prefix.Length).ToArray());

    private static readonly int PrefixMax = KeyFormats.All.Max(f => f.Prefix.Length);

    /// <summary>Adds the matches; returns where the text ends in something that might become one.</summary>
    public static int Find(string text, char before, bool isWhole, List<SecretMatch> matches)
    {
        for (int at = 0; ;)
        {
            int hit = text.AsSpan(at).IndexOfAny(Prefixes);
            if (hit < 0)
            {
                return isWhole ? text.Length : OpenPrefix(text, before, at);
            }

            int start = at + hit;
            (KeyFormat? format, int length, bool isOpen) = Match(text.AsSpan(start), start == 0 ? before : text[start - 1], isWhole);
            if (isOpen)
            {
                return start;
            }

            if (format is not null)
            {
                matches.Add(new SecretMatch(start, length, format.Kind));
            }

            at = start + Math.Max(1, length);
        }
    }

    private static (KeyFormat? Format, int Length, bool IsOpen) Match(ReadOnlySpan<char> text, char before, bool isWhole)
    {
        if (IsWord(before))
        {
            return default;
        }

        foreach (KeyFormat format in ByFirst[text[0]])
        {
            if (!text.StartsWith(format.Prefix, StringComparison.Ordinal))
            {
                if (!isWhole && text.Length < format.Prefix.Length && format.Prefix.AsSpan().StartsWith(text, StringComparison.Ordinal))
                {
                    return (null, 0, true);
                }

                continue;
            }

            ReadOnlySpan<char> rest = text[format.Prefix.Length..];
            int run = rest.IndexOfAnyExcept(format.Alphabet);
            if (!isWhole && run < 0 && rest.Length <= format.CharactersMax)
            {
                return (null, 0, true);
            }

            run = run < 0 ? rest.Length : run;
            if (run >= format.CharactersMin && run <= format.CharactersMax && format.Accepts(rest[..run]))
            {
                return Closed(format, rest, run, isWhole);
            }
        }

        return default;
    }

    private static (KeyFormat? Format, int Length, bool IsOpen) Closed(KeyFormat format, ReadOnlySpan<char> rest, int run, bool isWhole)
    {
        if (format.Closing is { } closing)
        {
            ReadOnlySpan<char> after = rest[run..];
            if (after.StartsWith(closing, StringComparison.Ordinal))
            {
                return (format, format.Prefix.Length + run + closing.Length, false);
            }

            if (!isWhole && after.Length < closing.Length && closing.AsSpan().StartsWith(after, StringComparison.Ordinal))
            {
                return (null, 0, true);
            }

            // A backslash there escapes what follows: it is none of the key.
            run = rest[..run].TrimEnd('\\').Length;
        }

        return (format, format.Prefix.Length + run, false);
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static int OpenPrefix(string text, char before, int from)
    {
        for (int i = Math.Max(from, text.Length - PrefixMax + 1); i < text.Length; i++)
        {
            ReadOnlySpan<char> rest = text.AsSpan(i);
            if (IsWord(i == 0 ? before : text[i - 1]) || !ByFirst.TryGetValue(rest[0], out KeyFormat[]? formats))
            {
                continue;
            }

            foreach (KeyFormat format in formats)
            {
                if (format.Prefix.Length > rest.Length && format.Prefix.AsSpan().StartsWith(rest, StringComparison.Ordinal))
                {
                    return i;
                }
            }
        }

        return text.Length;
    }
}
