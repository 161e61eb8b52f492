using System.Buffers;

namespace Coder.Redaction;

/// <summary>
/// Finds known secrets in every form, line breaks within them or not, and keys by their format. Linear in the text.
/// </summary>
internal sealed class SecretSearch
{
    private readonly FrozenNeedles _secrets;

    public SecretSearch(IEnumerable<string> forms) => _secrets = new FrozenNeedles([.. forms.Select(Squeezed)]);

    /// <summary>Matches in order, without overlaps, and where the text ends in something that might become one; its length when <paramref name="isWhole"/>.</summary>
    /// <param name="before">The character before the text.</param>
    public (IReadOnlyList<SecretMatch> Matches, int Open) Scan(string text, char before, bool isWhole, bool withFormats)
    {
        List<SecretMatch> matches = [];
        int open = FindSecrets(text, isWhole, matches);
        if (withFormats)
        {
            open = Math.Min(open, KeyFormatSearch.Find(text, before, isWhole, matches));
        }

        return (Merged(matches), open);
    }

    private int FindSecrets(string text, bool isWhole, List<SecretMatch> matches)
    {
        if (_secrets.IsEmpty)
        {
            return text.Length;
        }

        int[]? places = text.AsSpan().IndexOfAny('\r', '\n') < 0 ? null : Places(text);
        ReadOnlySpan<char> squeezed = places is null ? text : Squeezed(text);
        for (int at = 0; _secrets.Next(squeezed, at) is { Length: > 0 } found; at = found.Start + found.Length)
        {
            int start = Place(places, found.Start);
            matches.Add(new SecretMatch(start, Place(places, found.Start + found.Length - 1) + 1 - start, SecretMatch.RunSecret));
        }

        int open = isWhole ? squeezed.Length : _secrets.OpenAt(squeezed);
        return open == squeezed.Length ? text.Length : Place(places, open);
    }

    private static int Place(int[]? places, int index) => places is null ? index : places[index];

    private static int[] Places(string text)
    {
        int[] places = new int[text.Length];
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\r' or '\n'))
            {
                places[count++] = i;
            }
        }

        return places;
    }

    // Encoders wrap their lines wherever they like.
    private static string Squeezed(string text) => text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    private static List<SecretMatch> Merged(List<SecretMatch> matches)
    {
        List<SecretMatch> merged = [];
        foreach (SecretMatch match in matches.OrderBy(m => m.Start).ThenByDescending(m => m.Length))
        {
            if (merged.Count > 0 && match.Start < merged[^1].End)
            {
                merged[^1] = merged[^1] with { Length = Math.Max(merged[^1].End, match.End) - merged[^1].Start };
            }
            else
            {
                merged.Add(match);
            }
        }

        return merged;
    }

    /// <summary>Texts to find, the longest first where several fit.</summary>
    private sealed class FrozenNeedles
    {
        private readonly SearchValues<string>? _values;
        private readonly Dictionary<char, string[]> _byFirst;
        private readonly int _lengthMax;

        public FrozenNeedles(IReadOnlyCollection<string> needles)
        {
            string[] all = [.. needles.Where(n => n.Length >= Secret.CharactersMin).Distinct(StringComparer.Ordinal)];
            _byFirst = all.GroupBy(n => n[0]).ToDictionary(g => g.Key, g => g.OrderByDescending(n => n.Length).ToArray());
            _lengthMax = all.Select(n => n.Length).DefaultIfEmpty().Max();
            _values = all.Length == 0 ? null : SearchValues.Create(all, StringComparison.Ordinal);
        }

        public bool IsEmpty => _values is null;

        public (int Start, int Length) Next(ReadOnlySpan<char> text, int from)
        {
            int hit = text[from..].IndexOfAny(_values!);
            if (hit < 0)
            {
                return default;
            }

            ReadOnlySpan<char> rest = text[(from + hit)..];
            foreach (string needle in _byFirst[rest[0]])
            {
                if (rest.StartsWith(needle, StringComparison.Ordinal))
                {
                    return (from + hit, needle.Length);
                }
            }

            throw new InvalidOperationException("A hit fits no needle.");
        }

        /// <summary>Where the text's end begins a needle; its length when it does not.</summary>
        public int OpenAt(ReadOnlySpan<char> text)
        {
            for (int i = Math.Max(0, text.Length - _lengthMax + 1); i < text.Length; i++)
            {
                ReadOnlySpan<char> rest = text[i..];
                if (!_byFirst.TryGetValue(rest[0], out string[]? needles))
                {
                    continue;
                }

                foreach (string needle in needles)
                {
                    if (needle.Length > rest.Length && needle.AsSpan().StartsWith(rest, StringComparison.Ordinal))
                    {
                        return i;
                    }
                }
            }

            return text.Length;
        }
    }
}
