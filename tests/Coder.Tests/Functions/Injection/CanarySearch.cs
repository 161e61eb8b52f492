using System.Text;

namespace Coder.Tests.Functions.Injection;

/// <summary>Looks for secrets in everything a run leaves, in each encoding that programs put text into. Written anew, not the product's own list.</summary>
internal sealed class CanarySearch(params IReadOnlyList<string> canaries)
{
    private readonly (string Canary, string Form, string Name)[] _forms = [.. canaries.SelectMany(canary => FormsOf(canary).Select(form => (canary, form.Text, form.Name)))];

    /// <summary>How many forms are looked for.</summary>
    public int Forms => _forms.Length;

    /// <summary>The encodings in which a canary is found, as <c>where: encoding of canary</c>.</summary>
    public IEnumerable<string> Find(string where, string text) =>
        _forms.Where(form => text.Contains(form.Form, StringComparison.Ordinal)).Select(form => $"{where}: {form.Name} of {form.Canary}");

    /// <summary>The whole canary in each encoding, as a program would put it out.</summary>
    public static IReadOnlyList<(string Name, string Text)> EncodingsOf(string canary)
    {
        string[] base64 = [.. new[] { "", "a", "ab" }.Select(before => Convert.ToBase64String(Encoding.UTF8.GetBytes(before + canary)))];
        byte[] bytes = Encoding.UTF8.GetBytes(canary);
        return
        [
            ("it is", canary), .. base64.Select(text => ("base64", text)), .. base64.Select(text => ("base64url", text.TrimEnd('=').Replace('+', '-').Replace('/', '_'))),
            ("hex", Convert.ToHexStringLower(bytes)), ("HEX", Convert.ToHexString(bytes)), ("URL", Uri.EscapeDataString(canary)),
            ("JSON", System.Text.Json.JsonSerializer.Serialize(canary)), ("JSON with slashes", canary.Replace("/", "\\/", StringComparison.Ordinal)),
        ];
    }

    /// <summary>What to look for: of each encoding the part that does not depend on what stands around.</summary>
    private static IEnumerable<(string Name, string Text)> FormsOf(string canary)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(canary);
        yield return ("raw", canary);
        for (int offset = 0; offset < 3; offset++)
        {
            // Whole groups of three bytes only: what comes before and after does not show in them.
            int from = (3 - offset) % 3;
            string whole = Convert.ToBase64String(bytes, from, (bytes.Length - from) / 3 * 3);
            yield return ($"base64 at offset {offset}", whole);
            yield return ($"base64url at offset {offset}", whole.Replace('+', '-').Replace('/', '_'));
        }

        yield return ("hex", Convert.ToHexStringLower(bytes));
        yield return ("HEX", Convert.ToHexString(bytes));
        yield return ("URL", Uri.EscapeDataString(canary));
        yield return ("JSON", System.Text.Json.JsonSerializer.Serialize(canary).Trim('"'));
        yield return ("JSON slashes", canary.Replace("/", "\\/", StringComparison.Ordinal));
    }
}
