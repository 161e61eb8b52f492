namespace Coder.Agents.Tools.Todo;

internal sealed class TodoInit : ITool
{
    public string Name => "todo__init";

    public string Description => "Starts a new todo list for this piece of work; an earlier list is replaced.";

    public string Parameters => """
        {"type":"object","properties":{
          "goal":{"type":"string","description":"What the work is to reach."},
          "tasks":{"type":"array","items":{"type":"string"},"description":"The first entries, in order."}},
         "required":["goal"]}
        """;

    public bool ReadsOnly => true;

    public Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        TodoItem[] items = [.. arguments.Texts("tasks").Select(task => new TodoItem(task, false))];
        return Task.FromResult(new Todos(arguments.Text("goal"), []).With(items).ToResult());
    }
}
