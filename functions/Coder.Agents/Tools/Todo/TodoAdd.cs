namespace Coder.Agents.Tools.Todo;

internal sealed class TodoAdd : ITool
{
    public string Name => "todo__add";

    public string Description => "Adds an entry to the end of the todo list.";

    public string Parameters => """
        {"type":"object","properties":{
          "task":{"type":"string","description":"What is to be done."}},
         "required":["task"]}
        """;

    public bool ReadsOnly => true;

    public Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        Todos todos = Todos.From(context);
        return Task.FromResult(todos.With([.. todos.Items, new TodoItem(arguments.Text("task"), false)]).ToResult());
    }
}
