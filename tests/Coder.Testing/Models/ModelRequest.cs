using System.Text.Json.Nodes;

namespace Coder.Testing.Models;

/// <summary>A request as a model server got it.</summary>
/// <param name="Headers">Names in lower case.</param>
/// <param name="Raw">The body's text, byte for byte.</param>
public sealed record ModelRequest(string Path, IReadOnlyDictionary<string, string> Headers, JsonObject Body, string Raw)
{
    public string ClientRequestId => Headers.GetValueOrDefault("x-client-request-id", "");

    public JsonArray Messages => Body["messages"]?.AsArray() ?? [];

    /// <summary>Turns that were finished before this one.</summary>
    public int AssistantTurns => Messages.Count(message => (string?)message?["role"] == "assistant");
}
