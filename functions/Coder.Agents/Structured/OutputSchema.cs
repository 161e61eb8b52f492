using System.Text.Json;
using NJsonSchema;
using NJsonSchema.Generation;
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
            // Complete at once: the one thing it could wait for is another document, and those are refused.
            return JsonSchema.FromJsonAsync(
                schemaJson, documentPath: null, schema => new LocalReferences(new JsonSchemaResolver(schema, new JsonSchemaGeneratorSettings()))).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is not ArgumentException)
        {
            throw new ArgumentException($"output_schema cannot be used: {error.Message}", nameof(schemaJson), error);
        }
    }

    /// <summary>What is wrong with a JSON text; empty when it fits.</summary>
    public static IReadOnlyList<string> Findings(JsonSchema schema, string json) =>
        [.. schema.Validate(json).SelectMany(Flatten).Select(Sentence).Distinct().Take(FindingsMax)];

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
