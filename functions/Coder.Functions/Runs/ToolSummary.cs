using System.Text.Json;

namespace Coder.Functions.Runs;

/// <summary>A tool call in one line, for progress: its most telling argument.</summary>
internal static class ToolSummary
{
    private const int CharactersMax = 120;
    private static readonly string[] Telling = ["path", "command", "pattern", "question", "text"];

    internal static string Of(string name, string argumentsJson)
    {
        try
        {
            using JsonDocument arguments = JsonDocument.Parse(argumentsJson);
            foreach (string key in Telling)
            {
                if (arguments.RootElement.ValueKind == JsonValueKind.Object
                    && arguments.RootElement.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String)
                {
                    string line = value.GetString()!.ReplaceLineEndings(" ");
                    return $"{name} {(line.Length <= CharactersMax ? line : string.Concat(line.AsSpan(0, CharactersMax), "…"))}";
                }
            }
        }
        catch (JsonException)
        {
            // What the model wrote is no JSON: the tool will say so.
        }

        return name;
    }
}
