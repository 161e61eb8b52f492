using System.Text.Json.Nodes;

namespace Coder.Testing.GitHub.Routes;

/// <summary>What an operation answers.</summary>
/// <param name="Body">Null for none; an array is sent in pages.</param>
/// <param name="Text">Instead of a body, a text as it is.</param>
internal sealed record Answer(int Status, JsonNode? Body, string? Text = null)
{
    internal static Answer Ok(JsonNode body) => new(200, body);

    internal static Answer Created(JsonNode body) => new(201, body);

    internal static Answer Nothing { get; } = new(204, null);

    internal static Answer NotFound { get; } = Refuse(404, "Not Found");

    internal static Answer Refuse(int status, string message) => new(status, new JsonObject { ["message"] = message, ["documentation_url"] = "https://docs.github.com/rest" });
}
