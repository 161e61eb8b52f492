using System.Text.Json.Serialization;

namespace Coder.Agents.Tools.Todo;

/// <summary>One entry of a visit's todo list. The JSON names are stable: the list is stored.</summary>
internal sealed record TodoItem([property: JsonPropertyName("task")] string Task, [property: JsonPropertyName("done")] bool Done);
