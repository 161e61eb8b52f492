using System.Text.Json.Nodes;

namespace Coder.Runs.Events;

/// <summary>An event before it has a number.</summary>
/// <param name="Type">One of <see cref="Contracts.RunEventTypes"/>.</param>
/// <param name="Source">What caused it (node, visit, turn, …): a second event of the same source is a repeat and is dropped. Null: never a repeat.</param>
public sealed record EventDraft(string Type, JsonObject Data, string? Source = null);
