namespace Coder.Agents.Tools.Questions;

internal sealed class UserSelect : ITool
{
    public const int OptionsMax = 20;

    public string Name => "user__select";

    public string Description => "Lets the user choose one of several answers (or write another one) and waits for it.";

    public string Parameters => """
        {"type":"object","properties":{
          "question":{"type":"string","description":"The question."},
          "options":{"type":"array","items":{"type":"string"},"description":"The answers to choose from, 2 to 20."}},
         "required":["question","options"]}
        """;

    public bool ReadsOnly => true;

    public Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        var question = new ToolQuestion(arguments.Text("question"), [.. arguments.Texts("options").Distinct()]);
        if (question.Options.Count is < 2 or > OptionsMax)
            throw new ToolFailureException($"user__select needs 2 to {OptionsMax} different options, not {question.Options.Count}. For a free answer use user__ask.");
        return Task.FromResult(new ToolResult(question.Text) { Question = question });
    }
}
