using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Coder.Storage;

/// <summary>
/// The one way to make partition and row keys: parts joined by <c>!</c>, everything outside <c>[A-Za-z0-9._-]</c> escaped as <c>~</c> and
/// four hex digits a UTF-16 unit, a part of more than 100 characters replaced by its hash. Different parts give different keys.
/// </summary>
public static class TableKey
{
    internal const int PartCharactersMax = 100;

    /// <summary>The key of <paramref name="parts"/>, at least one.</summary>
    public static string Encode(params ReadOnlySpan<string> parts)
    {
        StringBuilder key = new();
        for (int i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                key.Append('!');
            }

            AppendPart(key, parts[i]);
        }

        return key.ToString();
    }

    /// <summary>A number that sorts as text.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or of more digits.</exception>
    public static string Number(long value, int digits)
    {
        string text = value.ToString(CultureInfo.InvariantCulture);
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, digits, nameof(value));
        return text.PadLeft(digits, '0');
    }

    /// <summary>A time such that later ones sort first.</summary>
    public static string InvertedTime(DateTimeOffset time) => Number(DateTimeOffset.MaxValue.UtcTicks - time.UtcTicks, 19);

    private static void AppendPart(StringBuilder key, string part)
    {
        if (part.Length > PartCharactersMax)
        {
            // The tilde before a letter marks a hash: an escape has a hex digit there.
            key.Append("~h").Append(Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(part))));
            return;
        }

        foreach (char c in part)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            {
                key.Append(c);
            }
            else
            {
                key.Append('~').Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }
    }
}
