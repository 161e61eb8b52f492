namespace Coder.Agents.Tools.Todo;

internal sealed class TodoDone : ITool
{
    public string Name => "todo__done";

    public string Description => "Marks an entry of the todo list as done.";

    public string Parameters => """
        {"type":"object","properties":{
          "id":{"type":"integer","description":"The entry's number, from 1."}},
         "required":["id"]}
        """;

    public bool ReadsOnly => true;

    public Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        Todos todos = Todos.From(context);
        int number = arguments.Number("id", atLeast: 1) ?? throw new ToolFailureException("The argument 'id' is missing: the entry's number.");
        if (number > todos.Items.Count)
            throw new ToolFailureException($"There is no entry {number}.\n{todos.ToText()}");

        TodoItem[] items = [.. todos.Items];
        items[number - 1] = items[number - 1] with { Done = true };
        return Task.FromResult(todos.With(items).ToResult());
    }
}
