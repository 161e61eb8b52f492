using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coder.Graphs.Builtin;

/// <summary>Reads state keys whose values may have become text on their way through <c>state_updates</c>.</summary>
internal static class StateValues
{
    public static string Text(JsonObject state, string key) => Kind(state, key) == JsonValueKind.String ? state[key]!.GetValue<string>() : "";

    /// <summary>Null when absent or not a number.</summary>
    public static double? Number(JsonObject state, string key) => Kind(state, key) switch
    {
        JsonValueKind.Number => Parse(state[key]!.ToJsonString()),
        JsonValueKind.String => Parse(state[key]!.GetValue<string>()),
        _ => null,
    };

    /// <summary>A whole number from 0 up, else the default.</summary>
    public static int Count(JsonObject state, string key, int whenAbsent) =>
        Number(state, key) is >= 0 and <= 1_000_000 and var number ? (int)number : whenAbsent;

    /// <summary>Null when absent or neither true nor false. False is false.</summary>
    public static bool? Flag(JsonObject state, string key) => Kind(state, key) switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => bool.TryParse(state[key]!.GetValue<string>(), out var flag) ? flag : null,
        _ => null,
    };

    /// <summary>The texts of a list; a text alone is a list of one; anything else is empty.</summary>
    public static IReadOnlyList<string> Texts(JsonObject state, string key) => state[key] switch
    {
        JsonArray list => [.. list.Select(Stepping.Template.TextOf).Where(text => text.Trim().Length > 0)],
        JsonValue when Text(state, key) is { } text && text.Trim().Length > 0 => [text],
        _ => [],
    };

    private static JsonValueKind Kind(JsonObject state, string key) => state[key]?.GetValueKind() ?? JsonValueKind.Null;

    private static double? Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
