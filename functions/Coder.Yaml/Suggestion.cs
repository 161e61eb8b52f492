namespace Coder.Yaml;

/// <summary>The known word nearest to a misspelt one.</summary>
public static class Suggestion
{
    /// <returns>Null when none is near.</returns>
    public static string? For(string word, IEnumerable<string> known) => known
        .Select(candidate => (candidate, Distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(pair => pair.Distance <= Math.Max(1, (Math.Min(word.Length, pair.candidate.Length) + 1) / 3))
        .OrderBy(pair => pair.Distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
        .Select(pair => pair.candidate)
        .FirstOrDefault();

    /// <summary>A sentence: the nearest word, or all of them.</summary>
    public static string Sentence(string word, IReadOnlyCollection<string> known) =>
        For(word, known) is { } near ? $"Did you mean `{near}`?" : known.Count == 0 ? "There is none." : $"Known: {string.Join(", ", known)}.";

    private static int Distance(string left, string right)
    {
        // A word this long is no misspelling of a known one; the bound keeps the table small.
        if (Math.Abs(left.Length - right.Length) > 3 || left.Length > 64)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
