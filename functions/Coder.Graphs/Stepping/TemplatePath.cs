using System.Globalization;
using System.Text.Json.Nodes;

namespace Coder.Graphs.Stepping;

/// <summary>The path of one reference (X2–X6): keys split by dots, each with optional <c>[n]</c>.</summary>
internal static class TemplatePath
{
    /// <summary>The state key a path starts at; may be empty (never found).</summary>
    public static string Root(string path)
    {
        var end = path.AsSpan().IndexOfAny('.', '[');
        return end < 0 ? path : path[..end];
    }

    /// <summary>False: missing. A key whose value is null is found.</summary>
    public static bool TryResolve(string path, TemplateScope scope, out JsonNode? value)
    {
        value = null;
        var segments = path.Split('.');
        for (var i = 0; i < segments.Length; i++)
        {
            if (i > 0 && segments[i].Length == 0)
            {
                continue;
            }

            var bracket = segments[i].IndexOf('[');
            var key = bracket < 0 ? segments[i] : segments[i][..bracket];
            var keyFound = i == 0 ? scope.TryGet(key, out value) : key.Length == 0 || TryKey(ref value, key);
            if (!keyFound || (bracket >= 0 && !TryIndexes(ref value, segments[i].AsSpan(bracket))))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryKey(ref JsonNode? value, string key) =>
        value is JsonObject map && map.TryGetPropertyValue(key, out value);

    private static bool TryIndexes(ref JsonNode? value, ReadOnlySpan<char> brackets)
    {
        while (!brackets.IsEmpty)
        {
            var close = brackets.IndexOf(']');
            if (brackets[0] != '[' || close < 0
                || !int.TryParse(brackets[1..close], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                || value is not JsonArray list || index >= list.Count)
            {
                return false;
            }

            value = list[index];
            brackets = brackets[(close + 1)..];
        }

        return true;
    }
}
