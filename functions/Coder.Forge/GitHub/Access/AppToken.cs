using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Coder.Forge.GitHub.Access;

/// <summary>The JSON Web Token by which an App proves itself (RS256).</summary>
internal static class AppToken
{
    /// <summary>GitHub allows ten minutes.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromMinutes(9);

    /// <summary>How far our clock may be ahead of GitHub's.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private static readonly string Header = Part(new { alg = "RS256", typ = "JWT" });

    internal static string Create(long appId, RSA key, DateTimeOffset now)
    {
        string signed = $"{Header}.{Part(new { iat = (now - ClockSkew).ToUnixTimeSeconds(), exp = (now - ClockSkew + Life).ToUnixTimeSeconds(), iss = $"{appId}" })}";
        byte[] signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
