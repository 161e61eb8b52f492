using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Redaction;

namespace Coder.Runs.Events;

/// <summary>What of an event's texts may be shown.</summary>
internal static class EventTexts
{
    private const string LiveText = "text";

    /// <summary>The data with every text redacted, then cut.</summary>
    public static JsonObject Safe(JsonObject data, Redactor redactor) => Each(data, text => Head(redactor.Redact(text))).AsObject();

    /// <summary>The same for live text, of which the end is shown; what may be the beginning of a secret waits for the rest.</summary>
    public static JsonObject Live(JsonObject data, Redactor redactor)
    {
        JsonObject safe = Safe(data, redactor);
        if (data[LiveText] is JsonValue text)
        {
            string redacted = redactor.Begin().Append(text.GetValue<string>());
            safe[LiveText] = redacted.Length <= EventLog.TextCharactersMax ? redacted : redacted[^EventLog.TextCharactersMax..];
        }

        return safe;
    }

    private static string Head(string text) =>
        text.Length <= EventLog.TextCharactersMax ? text : string.Concat(text.AsSpan(0, EventLog.TextCharactersMax), "…");

    private static JsonNode Each(JsonNode node, Func<string, string> change) => node switch
    {
        JsonObject map => new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Each(member.Value, change)))),
        JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : Each(item, change))]),
        JsonValue leaf when leaf.GetValueKind() == JsonValueKind.String && leaf.TryGetValue(out string? text) => JsonValue.Create(change(text)),
        _ => node.DeepClone(),
    };
}
