using System.Buffers;

namespace Coder.Redaction;

/// <summary>The form of a provider's keys: a prefix, then characters of an alphabet.</summary>
/// <param name="Kind">Stable name for findings.</param>
/// <param name="Prefix">Not preceded by a letter, digit or underscore.</param>
/// <param name="CharactersMin">After the prefix.</param>
/// <param name="CharactersMax">After the prefix; a longer run is something else.</param>
internal sealed record KeyFormat(string Kind, string Prefix, SearchValues<char> Alphabet, int CharactersMin, int CharactersMax)
{
    /// <summary>What the characters must be besides; by default two digits, which words joined by hyphens lack.</summary>
    public Func<ReadOnlySpan<char>, bool> Accepts { get; init; } = HasDigits;

    /// <summary>What may close the key and is part of it: the last line of a key file.</summary>
    public string? Closing { get; init; }

    private static bool HasDigits(ReadOnlySpan<char> run)
    {
        int digits = 0;
        foreach (char c in run)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return digits >= 2;
    }
}
