using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coder.Graphs.Stepping;

/// <summary>What a script printed, read as the format asks: the whole of stdout, trimmed, is one JSON object.</summary>
/// <param name="Problem">Why it is not (R13); null when <paramref name="Value"/> is set.</param>
public sealed record ScriptOutput(JsonObject? Value, string? Problem)
{
    public static ScriptOutput Parse(string stdout)
    {
        if (string.IsNullOrWhiteSpace(stdout))
        {
            return new(null, "The script printed nothing; it must print one JSON object.");
        }

        try
        {
            return GraphJson.Parse(stdout.Trim()) is JsonObject value ? new(value, null) : new(null, "The script printed JSON that is not an object.");
        }
        catch (JsonException problem)
        {
            return new(null, $"The script's output is not JSON: {problem.Message}");
        }
    }
}
