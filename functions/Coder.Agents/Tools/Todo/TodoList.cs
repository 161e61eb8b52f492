namespace Coder.Agents.Tools.Todo;

internal sealed class TodoList : ITool
{
    public string Name => "todo__list";

    public string Description => "Shows the todo list.";

    public string Parameters => """{"type":"object","properties":{}}""";

    public bool ReadsOnly => true;

    public Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation) =>
        Task.FromResult(new ToolResult(Todos.From(context).ToText()));
}
