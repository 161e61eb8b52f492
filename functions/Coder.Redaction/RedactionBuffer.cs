using System.Text;

namespace Coder.Redaction;

/// <summary>
/// Redacts text that comes in pieces, wherever it is cut: what might be the beginning of a secret is held back until the rest shows. The pieces put
/// out, joined, are what redacting the whole text gives.
/// </summary>
public sealed class RedactionBuffer
{
    /// <summary>Held back at most; only a flood of line breaks gets there.</summary>
    private const int HeldCharactersMax = 1 << 20;

    private readonly SecretSearch _search;
    private readonly string _mask;
    private readonly StringBuilder _held = new();
    private char _before;

    internal RedactionBuffer(SecretSearch search, string mask) => (_search, _mask) = (search, mask);

    /// <summary>Takes a piece in and gives what is safe so far.</summary>
    public string Append(ReadOnlySpan<char> piece)
    {
        _held.Append(piece);
        return Drain(_held.Length > HeldCharactersMax);
    }

    /// <summary>The rest. The buffer is then as new.</summary>
    public string Complete()
    {
        string rest = Drain(isWhole: true);
        _before = '\0';
        return rest;
    }

    private string Drain(bool isWhole)
    {
        string text = _held.ToString();
        (IReadOnlyList<SecretMatch> matches, int cut) = _search.Scan(text, _before, isWhole, withFormats: true);
        int complete = matches.Count;
        while (complete > 0 && matches[complete - 1].End > cut)
        {
            // Overlaps what is open: together they may be one longer match.
            cut = Math.Min(cut, matches[--complete].Start);
        }

        if (cut == 0)
        {
            return "";
        }

        _before = text[cut - 1];
        _held.Remove(0, cut);
        return Redactor.Masked(text[..cut], [.. matches.Take(complete)], _mask);
    }
}
