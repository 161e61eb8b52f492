using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Graphs.Prompts;

namespace Coder.Agents.Structured;

/// <summary>Answers that must be JSON after a schema: hint, parse, extract, repair. Pure; the caller makes and bills the calls.</summary>
public static class StructuredOutput
{
    /// <summary>Repair calls when a node does not set <c>schema_repairs</c>.</summary>
    public const int RepairsDefault = 2;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads an answer and holds it against the schema.</summary>
    /// <exception cref="ArgumentException">The schema itself cannot be used.</exception>
    public static StructuredResult Parse(string text, string schemaJson)
    {
        string json = AnswerText.Bare(text);
        JsonNode? value;
        try
        {
            value = JsonNode.Parse(json);
        }
        catch (JsonException error)
        {
            return new StructuredResult.Invalid([$"This is not one bare JSON value: {error.Message}"]);
        }

        IReadOnlyList<string> findings = OutputSchema.Findings(OutputSchema.Read(schemaJson), json);
        return findings.Count == 0 ? new StructuredResult.Parsed(value) : new StructuredResult.Invalid(findings);
    }

    /// <summary>What is appended, after an empty line, to the instructions (or the prompt where there are none).</summary>
    public static string SchemaHint(string schemaJson) =>
        $"Give your final answer as one bare JSON value, with no text and no code fence around it. It must follow this JSON Schema:\n{Pretty(schemaJson)}";

    /// <summary>Asks for the JSON in an answer that is not JSON (the first extra call).</summary>
    public static string ExtractorPrompt(string schemaJson, string answer) =>
        $"""
        Below is an answer whose content has to be put into JSON. Take every value from the answer; invent nothing.
        Reply with the JSON value alone. It must follow this JSON Schema:
        {Pretty(schemaJson)}

        {Untrusted.Fence("answer", answer)}
        """;

    /// <summary>Asks for a mended value (each further call).</summary>
    public static string RepairPrompt(string schemaJson, string reply, IReadOnlyList<string> findings) =>
        $"""
        The reply below should be JSON that follows a schema, but it does not:
        {string.Join('\n', findings.Select(finding => $"- {finding}"))}

        Mend exactly that, keep the rest, and reply with the JSON value alone. The JSON Schema:
        {Pretty(schemaJson)}

        {Untrusted.Fence("reply", reply)}
        """;

    private static string Pretty(string schemaJson) => JsonNode.Parse(schemaJson)?.ToJsonString(Indented) ?? "{}";
}
