using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coder.Agents.Tools.Todo;

/// <summary>The todo list of a visit.</summary>
internal sealed record Todos([property: JsonPropertyName("goal")] string Goal, [property: JsonPropertyName("items")] IReadOnlyList<TodoItem> Items)
{
    public const int ItemsMax = 100;

    public static Todos From(ToolContext context) =>
        context.TodoJson is null ? new Todos("", []) : JsonSerializer.Deserialize<Todos>(context.TodoJson)!;

    public Todos With(IReadOnlyList<TodoItem> items) => items.Count <= ItemsMax
        ? this with { Items = items }
        : throw new ToolFailureException($"The list would have {items.Count} entries; at most {ItemsMax} are kept.");

    public ToolResult ToResult() => new(ToText()) { TodoJson = JsonSerializer.Serialize(this) };

    public string ToText()
    {
        if (Items.Count == 0)
            return Goal.Length > 0 ? $"Goal: {Goal}\nThe list is empty." : "The list is empty.";
        IEnumerable<string> lines = Items.Select((item, index) => $"{index + 1}. [{(item.Done ? 'x' : ' ')}] {item.Task}");
        return (Goal.Length > 0 ? $"Goal: {Goal}\n" : "") + string.Join('\n', lines);
    }
}
