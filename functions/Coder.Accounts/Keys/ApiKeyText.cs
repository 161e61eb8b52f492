using System.Security.Cryptography;
using System.Text;

namespace Coder.Accounts.Keys;

/// <summary>
/// The text of an API key: <c>ck_live_</c>, 32 random bytes in base62 (43 characters), a checksum of 6 characters. Prefix and checksum let
/// secret scanners find a leaked key, and let us refuse a mistyped one without a look-up.
/// </summary>
public static class ApiKeyText
{
    public const string Prefix = "ck_live_";

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomBytes = 32;
    private const int RandomCharacters = 43;
    private const int ChecksumBytes = 4;
    private const int ChecksumCharacters = 6;

    /// <summary>A new key from the system's secure random source.</summary>
    public static string Create() => Format(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Whether the text has the form of a key and its checksum is right.</summary>
    public static bool IsWellFormed(string? text)
    {
        if (text is null || text.Length != Prefix.Length + RandomCharacters + ChecksumCharacters || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        string random = text[Prefix.Length..^ChecksumCharacters];
        return random.All(char.IsAsciiLetterOrDigit) && text.EndsWith(Checksum(random), StringComparison.Ordinal);
    }

    /// <summary>What is stored instead of the key: its SHA-256 in lower-case hex. 256 random bits need no salt and no slow hash.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    internal static string Format(ReadOnlySpan<byte> random)
    {
        string text = Base62(random, RandomCharacters);
        return Prefix + text + Checksum(text);
    }

    private static string Checksum(string text) => Base62(SHA256.HashData(Encoding.ASCII.GetBytes(text)).AsSpan(0, ChecksumBytes), ChecksumCharacters);

    private static string Base62(ReadOnlySpan<byte> bytes, int characters)
    {
        System.Numerics.BigInteger number = new(bytes, isUnsigned: true, isBigEndian: true);
        Span<char> text = stackalloc char[characters];
        for (int i = characters - 1; i >= 0; i--)
        {
            text[i] = Digits[(int)(number % Digits.Length)];
            number /= Digits.Length;
        }

        return new string(text);
    }
}
