using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using FsCheck;
using FsCheck.Fluent;

namespace Coder.Tests.Redaction;

/// <summary>Secrets, and texts that programs make of them.</summary>
internal static class SecretText
{
    /// <summary>Every encoding that is looked for, with what is around the secret where that changes the encoding.</summary>
    internal static readonly (string Name, Func<string, string, string, string> Encode)[] Encodings =
    [
        ("raw", (head, secret, tail) => head + secret + tail),
        ("base64", (head, secret, tail) => Convert.ToBase64String(Encoding.UTF8.GetBytes(head + secret + tail))),
        ("base64, wrapped", (head, secret, tail) => Convert.ToBase64String(Encoding.UTF8.GetBytes(head + secret + tail), Base64FormattingOptions.InsertLineBreaks)),
        ("base64url", (head, secret, tail) => Convert.ToBase64String(Encoding.UTF8.GetBytes(head + secret + tail)).Replace('+', '-').Replace('/', '_').TrimEnd('=')),
        ("hex", (head, secret, tail) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(head + secret + tail))),
        ("HEX", (head, secret, tail) => Convert.ToHexString(Encoding.UTF8.GetBytes(head + secret + tail))),
        ("url", (head, secret, tail) => Uri.EscapeDataString(head + secret + tail)),
        ("form", (head, secret, tail) => WebUtility.UrlEncode(head + secret + tail)),
        ("json", (head, secret, tail) => JavaScriptEncoder.Default.Encode(head + secret + tail)),
        ("json, relaxed", (head, secret, tail) => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(head + secret + tail)),
    ];

    /// <summary>What any secret may be made of.</summary>
    internal static Gen<string> Secrets { get; } = Gen.Elements("abcXYZ0189-_.~!@#$%^&*()+=/\\\"'<>[]{}|;:, äß€\u00e9█⟦\n".ToCharArray())
        .ArrayOf().Where(c => c.Length is >= 8 and <= 60).Select(c => new string(c)).Where(s => s.Replace("\n", "").Length >= 8);

    /// <summary>Ordinary text.</summary>
    internal static Gen<string> Texts { get; } = Gen.Elements("abc 01.,\n\"é=+".ToCharArray()).ArrayOf().Select(c => new string(c));

    /// <summary>The text in pieces of arbitrary length.</summary>
    internal static IEnumerable<string> Pieces(string text, IReadOnlyList<int> lengths)
    {
        for (int at = 0, i = 0; at < text.Length; i++)
        {
            int length = lengths.Count == 0 ? 1 : Math.Clamp(lengths[i % lengths.Count], 1, text.Length - at);
            yield return text.Substring(at, length);
            at += length;
        }
    }
}
