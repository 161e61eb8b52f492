using System.Security.Cryptography;

namespace Coder.Forge.GitHub.Webhooks;

/// <summary>The signature of a webhook: <c>sha256=</c> and the HMAC-SHA-256 of its exact bytes in hex.</summary>
public static class WebhookSignature
{
    public const string Header = "X-Hub-Signature-256";

    private const string Prefix = "sha256=";

    /// <summary>Compares in constant time, with every secret.</summary>
    /// <param name="header">The header's value; null or empty when it is not there.</param>
    public static SignatureVerdict Verify(WebhookSecrets secrets, string? header, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        if (secrets.Keys.Count == 0)
        {
            return SignatureVerdict.NoSecret;
        }

        if (string.IsNullOrEmpty(header) || !header.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return SignatureVerdict.Missing;
        }

        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        ReadOnlySpan<char> hex = header.AsSpan(Prefix.Length);
        if (hex.Length != 2 * given.Length || Convert.FromHexString(hex, given, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return SignatureVerdict.Wrong;
        }

        Span<byte> ours = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (byte[] key in secrets.Keys)
        {
            HMACSHA256.HashData(key, body, ours);
            if (CryptographicOperations.FixedTimeEquals(ours, given))
            {
                return SignatureVerdict.Valid;
            }
        }

        return SignatureVerdict.Wrong;
    }

    /// <summary>What a header that was found valid tells of its body: 64 lower case hex digits, another one for every body.</summary>
    /// <remarks>Whoever replays a recorded body has to replay its signature, whatever secret that was made with.</remarks>
    public static string FingerprintOf(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return header[Prefix.Length..].ToLowerInvariant();
    }

    /// <summary>The header's value for a body.</summary>
    public static string Sign(string secret, ReadOnlySpan<byte> body) => Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret), body));
}
