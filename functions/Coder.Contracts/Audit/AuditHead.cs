using System.Globalization;

namespace Coder.Contracts.Audit;

/// <summary>A record of a chain, and with it all before it: whoever keeps a head can prove later that nothing up to there was changed or cut off.</summary>
/// <param name="Number">0: the chain has no record yet.</param>
/// <param name="Hash">SHA-256, 64 lower-case hex digits; zeros for number 0.</param>
public sealed record AuditHead(string Chain, long Number, string Hash)
{
    /// <summary>A head as people copy it, <c>NUMBER:HASH</c>.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Number}:{Hash}");

    /// <summary>Number and hash of a head's text; null when it is none.</summary>
    public static (long Number, string Hash)? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(':');
        return parts is [var number, { Length: 64 } hash]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            && hash.All(c => char.IsAsciiHexDigitLower(c))
                ? (value, hash)
                : null;
    }
}
