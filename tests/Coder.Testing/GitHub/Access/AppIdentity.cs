using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Coder.Testing.GitHub.Access;

/// <summary>The one App that the double knows.</summary>
public sealed class AppIdentity : IDisposable
{
    private static readonly TimeSpan LifeMax = TimeSpan.FromMinutes(10);

    /// <summary>Made once a process: making one takes longer than all that a test does with it.</summary>
    private static readonly Lazy<RSAParameters> Key = new(() =>
    {
        using RSA key = RSA.Create(2048);
        return key.ExportParameters(includePrivateParameters: true);
    });

    private readonly RSA _key = RSA.Create(Key.Value);

    public long Id => 4711;

    public long InstallationId => 815;

    public string Slug => "coder-test";

    /// <summary>The account that acts for the App.</summary>
    public string BotLogin => $"{Slug}[bot]";

    public string PrivateKeyPem => _key.ExportRSAPrivateKeyPem();

    public void Dispose() => _key.Dispose();

    /// <summary>Why a JSON Web Token is refused; null when it is good.</summary>
    internal string? Refusal(string token, DateTimeOffset now)
    {
        string[] parts = token.Split('.');
        if (parts.Length != 3)
        {
            return "A JSON web token could not be decoded";
        }

        byte[] signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        if (!_key.VerifyData(signed, Bytes(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
        {
            return "The signature of the JSON web token is wrong";
        }

        JsonNode claims = JsonNode.Parse(Bytes(parts[1]))!;
        DateTimeOffset issued = DateTimeOffset.FromUnixTimeSeconds((long)claims["iat"]!);
        DateTimeOffset expires = DateTimeOffset.FromUnixTimeSeconds((long)claims["exp"]!);
        return (string?)JsonNode.Parse(Bytes(parts[0]))!["alg"] != "RS256" ? "The algorithm must be RS256"
            : claims["iss"]!.ToString() != $"{Id}" ? "'Issuer' claim ('iss') must be the App's id"
            : issued > now ? "'Issued at' claim ('iat') must be in the past"
            : expires <= now ? "'Expiration time' claim ('exp') must be in the future"
            : expires - now > LifeMax ? "'Expiration time' claim ('exp') is too far in the future"
            : null;
    }

    private static byte[] Bytes(string part)
    {
        string padded = part.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(padded.PadRight((padded.Length + 3) / 4 * 4, '='));
    }
}
