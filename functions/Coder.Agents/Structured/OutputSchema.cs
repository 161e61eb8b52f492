using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Coder.Agents.Structured;

/// <summary>A node's <c>output_schema</c>.</summary>
internal static class OutputSchema
{
    private const int FindingsMax = 20;

    /// <exception cref="ArgumentException">Not a JSON Schema, or one that refers to other documents.</exception>
    public static JsonSchema Read(string schemaJson)
    {
        try
        {
            // The library would fetch what a reference names: a graph must not make the host read files or URLs.
            if (ForeignReference(JsonNode.Parse(schemaJson)) is { } foreign)
                throw new ArgumentException($"output_schema refers to '{foreign}'. Only references within the schema (#/…) are followed.", nameof(schemaJson));

            // Complete at once: the one thing it could wait for is another document.
            return JsonSchema.FromJsonAsync(schemaJson).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is not ArgumentException)
        {
            throw new ArgumentException($"output_schema cannot be used: {error.Message}", nameof(schemaJson), error);
        }
    }

    /// <summary>What is wrong with a JSON text; empty when it fits.</summary>
    public static IReadOnlyList<string> Findings(JsonSchema schema, string json)
    {
        try
        {
            return [.. schema.Validate(json).SelectMany(Flatten).Select(Sentence).Distinct().Take(FindingsMax)];
        }
        catch (RegexMatchTimeoutException)
        {
            return ["a text of the answer cannot be matched with a `pattern` of the schema in time"];
        }
    }

    private static string? ForeignReference(JsonNode? node) => node switch
    {
        JsonObject parent when parent["$ref"] is JsonValue value && value.TryGetValue(out string? target) && !target.StartsWith('#') => target,
        JsonObject parent => parent.Select(member => ForeignReference(member.Value)).FirstOrDefault(found => found is not null),
        JsonArray items => items.Select(ForeignReference).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static IEnumerable<ValidationError> Flatten(ValidationError error) => error switch
    {
        ChildSchemaValidationError { Errors.Count: > 0 } parent => parent.Errors.Values.SelectMany(errors => errors).SelectMany(Flatten),
        _ => [error],
    };

    private static string Sentence(ValidationError error)
    {
        string path = string.IsNullOrEmpty(error.Path) ? "$" : "$" + error.Path.TrimStart('#').Replace('/', '.');
        string rule = JsonNamingPolicy.SnakeCaseLower.ConvertName(error.Kind.ToString()).Replace('_', ' ');
        return error.Schema?.Enumeration is { Count: > 0 } values && error.Kind == ValidationErrorKind.NotInEnumeration
            ? $"{path}: {rule}; allowed: {string.Join(", ", values)}"
            : $"{path}: {rule}";
    }
}
