using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coder.Cli.Following;

/// <summary>Reads an event's fields; one that is missing or of another type is null, so that a newer or older host never breaks the command.</summary>
internal static class EventFields
{
    public static string? Text(this JsonObject data, string name) => data[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonNode other => other.ToJsonString(),
    };

    public static double? Number(this JsonObject data, string name) =>
        data[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out double number) ? number : null;

    public static bool Flag(this JsonObject data, string name) => data[name] is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    public static IReadOnlyList<string> Texts(this JsonObject data, string name) =>
        data[name] is JsonArray list ? [.. list.Select(item => item?.ToString() ?? "")] : [];
}
