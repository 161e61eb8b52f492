using System.Security.Cryptography;
using System.Text;

namespace Coder.Workspaces.Policy;

/// <summary>Names a text that looks like a secret without showing it.</summary>
internal static class SecretFingerprint
{
    private const int Digits = 16;

    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Digits];

    public static bool IsOne(string text) => text.Length == Digits && text.All(char.IsAsciiHexDigitLower);
}
