using System.Text.Json;

namespace Coder.Functions.Dispatch;

/// <summary>What a reviewing agent ended with: text, and its findings as the last block of JSON. Pure.</summary>
/// <param name="Text">For people; without the block.</param>
internal sealed record ReviewText(string Text, IReadOnlyList<ReviewFinding> Findings)
{
    private const string Opening = "```json\n";
    private const string Closing = "\n```";

    private const int FindingsMax = 200;
    private const int MessageCharactersMax = 2_000;

    /// <summary>Reads whatever there is: a block that is none leaves all of it as text.</summary>
    internal static ReviewText Parse(string output)
    {
        // The first line is the platform's.
        string text = output[(output.IndexOf('\n', StringComparison.Ordinal) + 1)..].Replace("\r", "", StringComparison.Ordinal).Trim();
        int start = text.LastIndexOf(Opening, StringComparison.Ordinal);
        if (start < 0 || !text.EndsWith(Closing, StringComparison.Ordinal) || start + Opening.Length > text.Length - Closing.Length)
        {
            return new ReviewText(text, []);
        }

        try
        {
            using JsonDocument block = JsonDocument.Parse(text[(start + Opening.Length)..^Closing.Length]);
            return block.RootElement.ValueKind == JsonValueKind.Array
                ? new ReviewText(text[..start].Trim(), [.. block.RootElement.EnumerateArray().Take(FindingsMax).Select(Finding).OfType<ReviewFinding>()])
                : new ReviewText(text, []);
        }
        catch (JsonException)
        {
            return new ReviewText(text, []);
        }
    }

    private static ReviewFinding? Finding(JsonElement one)
    {
        if (one.ValueKind != JsonValueKind.Object || TextOf(one, "path") is not { Length: > 0 } path || TextOf(one, "message") is not { Length: > 0 } message)
        {
            return null;
        }

        int line = one.TryGetProperty("line", out JsonElement number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int given) ? given : 0;
        return new ReviewFinding(path, Math.Max(1, line), message.Length <= MessageCharactersMax ? message : message[..MessageCharactersMax] + "…");
    }

    private static string? TextOf(JsonElement one, string name) => one.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
