using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stripe;

/// <summary>Reads events, and checks that Stripe has sent them.</summary>
public static class EventUtility
{
    private const string Scheme = "v1";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Seconds that a signature may be older or newer than now.</summary>
    public const int DefaultTimeTolerance = 300;

    /// <exception cref="StripeException">It cannot be read, or is of another major version of the API.</exception>
    public static Event ParseEvent(string json, bool throwOnApiVersionMismatch = true)
    {
        Event read = StripeEntity<Event>.FromJson(json);
        return throwOnApiVersionMismatch && !IsCompatibleApiVersion(read.ApiVersion)
            ? throw new StripeException($"Received event with API version {read.ApiVersion}, but this version of the library expects API version {StripeConfiguration.ApiVersion}.")
            : read;
    }

    /// <summary>The event, if it is signed with the secret.</summary>
    /// <param name="json">The body as it came, not parsed and written anew.</param>
    /// <param name="tolerance">Seconds.</param>
    /// <exception cref="StripeException">It is not.</exception>
    public static Event ConstructEvent(string json, string stripeSignatureHeader, string secret, long tolerance = 300, bool throwOnApiVersionMismatch = true) =>
        ConstructEvent(json, stripeSignatureHeader, secret, tolerance, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), throwOnApiVersionMismatch);

    /// <param name="tolerance">Seconds.</param>
    /// <param name="utcNow">Seconds since 1970.</param>
    /// <exception cref="StripeException">It is not signed with the secret.</exception>
    public static Event ConstructEvent(string json, string stripeSignatureHeader, string secret, long tolerance, long utcNow, bool throwOnApiVersionMismatch = true)
    {
        ValidateSignature(json, stripeSignatureHeader, secret, tolerance, utcNow);
        return ParseEvent(json, throwOnApiVersionMismatch);
    }

    /// <param name="tolerance">Seconds.</param>
    /// <exception cref="StripeException">It is not signed with the secret.</exception>
    public static void ValidateSignature(string json, string stripeSignatureHeader, string secret, long tolerance = 300) =>
        ValidateSignature(json, stripeSignatureHeader, secret, tolerance, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

    /// <param name="tolerance">Seconds.</param>
    /// <param name="utcNow">Seconds since 1970.</param>
    /// <exception cref="StripeException">It is not signed with the secret.</exception>
    public static void ValidateSignature(string json, string stripeSignatureHeader, string secret, long tolerance, long utcNow)
    {
        ILookup<string, string> parts = Parts(stripeSignatureHeader);
        string time = parts["t"].FirstOrDefault();
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out long signedAt))
        {
            throw new StripeException("The signature header format is unexpected.");
        }

        byte[] expected = Encoding.ASCII.GetBytes(Signature(secret, time, json));
        bool signed = false;
        foreach (string signature in parts[Scheme])
        {
            // All of them, and in constant time: how long it takes tells nothing.
            signed |= CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature));
        }

        if (!signed)
        {
            throw new StripeException("The expected signature was not found in the Stripe-Signature header. Make sure you're using the correct webhook secret (whsec_) and confirm the incoming request came from Stripe.");
        }

        if (Math.Abs(utcNow - signedAt) > tolerance)
        {
            throw new StripeException("The webhook cannot be processed because the current timestamp is outside of the allowed tolerance.");
        }
    }

    private static bool IsCompatibleApiVersion(string version) =>
        version is null || string.Equals(Train(version), Train(StripeConfiguration.ApiVersion), StringComparison.Ordinal);

    private static string Train(string version) => version[(version.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private static string Signature(string secret, string time, string json)
    {
        try
        {
            return Convert.ToHexStringLower(HMACSHA256.HashData(StrictUtf8.GetBytes(secret), StrictUtf8.GetBytes($"{time}.{json}")));
        }
        catch (EncoderFallbackException e)
        {
            throw new StripeException("The webhook cannot be processed because the signature cannot be safely calculated.", e);
        }
    }

    private static ILookup<string, string> Parts(string header) => (header ?? "")
        .Split(',')
        .Select(part => part.Trim().Split('=', 2))
        .Where(part => part.Length == 2)
        .ToLookup(part => part[0], part => part[1], StringComparer.Ordinal);
}
