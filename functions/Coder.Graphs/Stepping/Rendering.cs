using System.Text.Json.Nodes;

namespace Coder.Graphs.Stepping;

/// <summary>A rendered template, or why it could not be rendered (R12).</summary>
internal sealed record Rendering(JsonNode? Value, string? Problem)
{
    public string Text => Template.TextOf(Value);

    public static Rendering Of(string text) => new(JsonValue.Create(text), null);

    public static Rendering Failed(string problem) => new(null, problem);
}
