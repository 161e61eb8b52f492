using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Coder.Tests.Functions.Api.Abuse;

/// <summary>An operation of the OpenAPI document, as someone sees it who wants to break it.</summary>
/// <param name="Body">A body that is right by its schema; null: it takes none.</param>
/// <param name="Fields">Pointers of the texts within.</param>
/// <param name="Statuses">Those that the document says it answers.</param>
/// <param name="IsPage">It is for people: what it refuses, it says on a page.</param>
internal sealed partial record AbusedOperation(
    string Method, string Path, bool IsOpen, JsonNode? Body, IReadOnlyList<string> Fields, IReadOnlyList<string> Query, IReadOnlyList<string> Headers, IReadOnlySet<int> Statuses, bool IsPage = false)
{
    public override string ToString() => $"{Method} {Path}";

    internal static IReadOnlyList<AbusedOperation> Of(JsonElement document) =>
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from member in path.Value.EnumerateObject()
           where member.Value.ValueKind == JsonValueKind.Object && member.Value.TryGetProperty("operationId", out _)
           select Read(document, path.Name, member.Name.ToUpperInvariant(), member.Value),
    ];

    private static AbusedOperation Read(JsonElement document, string path, string method, JsonElement operation)
    {
        JsonNode? body = operation.TryGetProperty("requestBody", out JsonElement asked)
            ? Sample(document, asked.GetProperty("content").GetProperty("application/json").GetProperty("schema"))
            : null;
        string[] Parameters(string place) => !operation.TryGetProperty("parameters", out JsonElement parameters)
            ? []
            : [.. parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == place).Select(parameter => parameter.GetProperty("name").GetString()!)];
        return new AbusedOperation(
            method,
            path,
            operation.GetProperty("security").GetArrayLength() == 0,
            body,
            body is null ? [] : [.. Texts(body, "")],
            Parameters("query"),
            Parameters("header"),
            operation.GetProperty("responses").EnumerateObject().Select(response => int.Parse(response.Name, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet(),
            operation.GetProperty("responses").EnumerateObject().Any(response => response.Value.TryGetProperty("content", out JsonElement content) && content.TryGetProperty("text/html", out _)));
    }

    /// <summary>The path with a text in place of each parameter.</summary>
    internal string PathWith(string text) => Parameter().Replace(Path, _ => Uri.EscapeDataString(Sendable(text)));

    /// <summary>The body with a text in place of one of its own; escaped, so that even half a character gets through.</summary>
    internal string BodyWith(string pointer, string text)
    {
        JsonNode changed = Body!.DeepClone();
        JsonNode parent = changed;
        string[] steps = pointer.Split('/')[1..];
        foreach (string step in steps[..^1])
        {
            parent = parent is JsonArray items ? items[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : parent[step]!;
        }

        const string mark = "\u0001here\u0001";
        JsonNode value = JsonValue.Create(mark)!;
        if (parent is JsonArray array)
        {
            array[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            parent[steps[^1]] = value;
        }

        StringBuilder escaped = new();
        foreach (char unit in text)
        {
            escaped.Append("\\u").Append(((int)unit).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
        }

        return changed.ToJsonString().Replace("\\u0001here\\u0001", escaped.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Half characters cannot be part of an address.</summary>
    internal static string Sendable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static IEnumerable<string> Texts(JsonNode node, string pointer) => node switch
    {
        JsonObject members => members.Where(member => member.Value is not null).SelectMany(member => Texts(member.Value!, $"{pointer}/{member.Key}")),
        JsonArray items => items.Where(item => item is not null).SelectMany((item, index) => Texts(item!, $"{pointer}/{index}")),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [pointer],
        _ => [],
    };

    /// <summary>A value for a schema: every member is there, every text is one.</summary>
    private static JsonNode Sample(JsonElement document, JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            return Sample(document, document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]));
        }

        if (schema.TryGetProperty("anyOf", out JsonElement choices))
        {
            return Sample(document, choices[0]);
        }

        string[] types = !schema.TryGetProperty("type", out JsonElement type) ? ["object"] : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];
        return types[0] switch
        {
            "object" when schema.TryGetProperty("properties", out JsonElement properties) =>
                new JsonObject(properties.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, (JsonNode?)Sample(document, property.Value)))),
            "object" => new JsonObject { ["sample"] = "text" },
            "array" => new JsonArray(Sample(document, schema.GetProperty("items"))),
            "integer" or "number" => JsonValue.Create(1),
            "boolean" => JsonValue.Create(true),
            _ => JsonValue.Create("text"),
        };
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    internal static partial Regex Parameter();
}
