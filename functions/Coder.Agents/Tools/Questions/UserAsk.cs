namespace Coder.Agents.Tools.Questions;

internal sealed class UserAsk : ITool
{
    public string Name => "user__ask";

    public string Description => "Asks the user a question and waits for the answer. Only for what neither the request nor the repository can tell.";

    public string Parameters => """
        {"type":"object","properties":{
          "question":{"type":"string","description":"The question, with what is needed to answer it."}},
         "required":["question"]}
        """;

    public bool ReadsOnly => true;

    public Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        var question = new ToolQuestion(arguments.Text("question"), []);
        return Task.FromResult(new ToolResult(question.Text) { Question = question });
    }
}
