using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace Coder.Redaction;

/// <summary>How a secret may appear in text: as it is, and in the encodings that programs put text into. Encodings of encodings are not looked for.</summary>
internal static class SecretForms
{
    /// <summary>Every form once.</summary>
    public static IReadOnlySet<string> Of(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        string escaped = Uri.EscapeDataString(value);
        string form = WebUtility.UrlEncode(value);
        string percent = string.Concat(bytes.Select(b => b.ToString("X2", CultureInfo.InvariantCulture).Insert(0, "%")));
        string json = JavaScriptEncoder.Default.Encode(value);
        string relaxed = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value);
        string ascii = string.Concat(relaxed.Select(c => c < 0x80 ? $"{c}" : $@"\u{(int)c:x4}"));
        HashSet<string> forms =
        [
            value, escaped, LowerEscapes(escaped), form, LowerEscapes(form), percent, LowerEscapes(percent),
            Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes),
            json, LowerUnicode(json), relaxed, relaxed.Replace("/", @"\/", StringComparison.Ordinal), ascii,
            WebUtility.HtmlEncode(value),
        ];
        for (int offset = 0; offset < 3; offset++)
        {
            string base64 = Base64(bytes, offset);
            forms.Add(base64);
            forms.Add(base64.Replace('+', '-').Replace('/', '_'));
        }

        return forms;
    }

    /// <summary>The characters of base64 that depend on the secret alone when <paramref name="offset"/> bytes (modulo 3) come before it.</summary>
    private static string Base64(byte[] bytes, int offset)
    {
        string all = Convert.ToBase64String([.. new byte[offset], .. bytes]);
        int first = ((8 * offset) + 5) / 6;
        int end = 8 * (offset + bytes.Length) / 6;
        return all[first..end];
    }

    private static string LowerEscapes(string text) => Lowered(text, '%', 2, 0);

    private static string LowerUnicode(string text) => Lowered(text, '\\', 4, 1);

    /// <summary>The hexadecimal digits after each escape in lower case.</summary>
    private static string Lowered(string text, char escape, int digits, int letters)
    {
        StringBuilder lowered = new(text);
        for (int at = text.IndexOf(escape, StringComparison.Ordinal); at >= 0; at = text.IndexOf(escape, at + 1))
        {
            for (int i = at + 1 + letters; i <= at + letters + digits && i < text.Length; i++)
            {
                lowered[i] = char.ToLowerInvariant(lowered[i]);
            }
        }

        return lowered.ToString();
    }
}
