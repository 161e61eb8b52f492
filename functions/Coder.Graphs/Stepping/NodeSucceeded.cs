using System.Text.Json.Nodes;

namespace Coder.Graphs.Stepping;

/// <param name="Result">llm, agent: text, or the parsed value when a schema was given; script: the object printed.</param>
public sealed record NodeSucceeded(string Node, int Visit, JsonNode? Result) : GraphEvent;
