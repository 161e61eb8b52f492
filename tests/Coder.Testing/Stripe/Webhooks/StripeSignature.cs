using System.Security.Cryptography;
using System.Text;

namespace Coder.Testing.Stripe.Webhooks;

/// <summary>Signatures of events, made without the code that checks them.</summary>
public static class StripeSignature
{
    public static string Header(string body, string secret, DateTimeOffset at) => $"t={at.ToUnixTimeSeconds()},v1={Of(body, secret, at.ToUnixTimeSeconds())},v0={new string('0', 64)}";

    /// <summary>The value of one <c>v1</c>.</summary>
    /// <param name="seconds">Since 1970.</param>
    public static string Of(string body, string secret, long seconds) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}")));
}
