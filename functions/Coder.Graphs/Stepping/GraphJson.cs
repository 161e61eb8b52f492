using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coder.Graphs.Stepping;

/// <summary>One way to write JSON for states, commands and rendered values: compact, number text and key order kept.</summary>
public static class GraphJson
{
    /// <summary>For <see cref="GraphState"/>, <see cref="GraphEvent"/> and <see cref="GraphCommand"/>.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        // Rendered text goes to models and scripts, never into HTML; escaping every non-ASCII letter would only blur it.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowDuplicateProperties = false,
        MaxDepth = 4 * DepthMax,
    };

    /// <summary>Nesting of one value; the envelopes around it may add some.</summary>
    public const int DepthMax = 64;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = DepthMax };

    /// <summary>Parses untrusted JSON.</summary>
    /// <exception cref="JsonException">Not JSON, a repeated key, or nested deeper than <see cref="DepthMax"/>.</exception>
    public static JsonNode? Parse(string json) => JsonNode.Parse(json, documentOptions: Strict);

    /// <summary>Compact JSON text; <c>null</c> for a null node.</summary>
    public static string Write(JsonNode? node) => node is null ? "null" : node.ToJsonString(Options);

    /// <summary>True when <see cref="Write"/> of the value gives more characters than <paramref name="charsMax"/>. Cheap for what is clearly shorter, however long its texts are.</summary>
    public static bool IsLongerThan(JsonNode? node, int charsMax) =>
        CharsAtMost(node, charsMax) > charsMax && Write(node).Length > charsMax;

    /// <summary>An upper bound of the characters that the value is written with; counting ends once it is above <paramref name="enough"/>.</summary>
    private static long CharsAtMost(JsonNode? node, long enough)
    {
        // An escaped character takes six; brackets, a comma, a colon.
        const int escaped = 6;
        const int around = 4;
        long chars = around;
        switch (node)
        {
            case null:
                return chars;
            case JsonObject map:
                foreach (var (key, value) in map)
                {
                    chars += chars > enough ? 0 : (escaped * key.Length) + around + CharsAtMost(value, enough - chars);
                }

                return chars;
            case JsonArray list:
                foreach (var item in list)
                {
                    chars += chars > enough ? 0 : CharsAtMost(item, enough - chars);
                }

                return chars;
            default:
                return node.GetValueKind() == JsonValueKind.String ? chars + (escaped * (long)node.GetValue<string>().Length) : Write(node).Length;
        }
    }

    /// <summary>True when the value nests no deeper than <see cref="DepthMax"/>.</summary>
    internal static bool IsShallow(JsonNode? node, int depth = 0) => depth <= DepthMax && node switch
    {
        JsonObject map => map.All(pair => IsShallow(pair.Value, depth + 1)),
        JsonArray list => list.All(item => IsShallow(item, depth + 1)),
        _ => true,
    };
}
