using Coder.Agents.Chat.Transcript;
using Coder.Agents.Chat.Turns;
using Coder.Agents.Structured;
using Coder.Graphs.Stepping;
using Microsoft.Extensions.AI;

namespace Coder.Agents.Visits;

/// <summary>The rules of an llm visit as pure functions of its specification and its committed turns.</summary>
public static class VisitRules
{
    /// <summary>What follows the last of <paramref name="turns"/>.</summary>
    public static VisitDecision Decide(LlmVisitSpec spec, IReadOnlyList<TurnResult> turns)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(turns);
        TurnResult last = turns[^1];
        if (last.ToolCalls.Count > 0)
        {
            return turns.Count < spec.MaxIterations
                ? new VisitDecision.RunTools()
                : new VisitDecision.Fail($"The model still asked for tools in turn {turns.Count}, the last that max_iterations allows. Raise max_iterations or narrow the task.");
        }

        if (last.FinishReason == TurnFinish.Length)
        {
            return new VisitDecision.Fail("The model's answer was cut at the output limit.");
        }

        if (last.FinishReason == TurnFinish.ContentFilter)
        {
            return new VisitDecision.Fail("The provider's content filter stopped the model's answer.");
        }

        if (spec.OutputSchema is null)
        {
            return new VisitDecision.Succeed(AllText(turns));
        }

        string schema = spec.OutputSchema.ToJsonString();
        StructuredResult parsed = StructuredOutput.Parse(last.Text, schema);
        return parsed switch
        {
            StructuredResult.Parsed value => new VisitDecision.Succeed(value.Value),
            StructuredResult.Invalid invalid when RepairsSoFar(turns) < spec.SchemaRepairs =>
                new VisitDecision.Repair(StructuredOutput.RepairPrompt(schema, last.Text, invalid.Findings)),
            StructuredResult.Invalid invalid => new VisitDecision.Fail($"The model's answer does not fit output_schema: {string.Join("; ", invalid.Findings)}"),
            _ => throw new InvalidOperationException($"{parsed.GetType().Name} is no known result."),
        };
    }

    /// <summary>
    /// The messages of the next turn. A finished turn without tool calls that is not the last word was repaired: the finding follows it, derived
    /// again from the turn itself, so that the messages are the same every time.
    /// </summary>
    /// <param name="results">Tool results by turn; as many as <paramref name="turns"/>.</param>
    public static IReadOnlyList<ChatMessage> Messages(
        LlmVisitSpec spec, IReadOnlyList<TurnResult> turns, IReadOnlyList<IReadOnlyList<CommittedToolResult>> results)
    {
        ArgumentNullException.ThrowIfNull(spec);
        (string instructions, string prompt) = Texts(spec);
        List<CommittedTurn> committed = [];
        for (int i = 0; i < turns.Count; i++)
        {
            string? followUp = turns[i].ToolCalls.Count == 0 && Decide(spec, [.. turns.Take(i + 1)]) is VisitDecision.Repair repair ? repair.Message : null;
            committed.Add(new CommittedTurn(turns[i].Text, turns[i].ToolCalls, results[i]) { FollowUp = followUp });
        }

        return Conversation.Build(instructions, prompt, committed);
    }

    private static (string Instructions, string Prompt) Texts(LlmVisitSpec spec)
    {
        if (spec.OutputSchema is null)
        {
            return (spec.Instructions ?? "", spec.Prompt);
        }

        string hint = StructuredOutput.SchemaHint(spec.OutputSchema.ToJsonString());
        return spec.Instructions is { Length: > 0 } instructions ? ($"{instructions}\n\n{hint}", spec.Prompt) : ("", $"{spec.Prompt}\n\n{hint}");
    }

    private static int RepairsSoFar(IReadOnlyList<TurnResult> turns) => turns.Take(turns.Count - 1).Count(t => t.ToolCalls.Count == 0);

    private static string AllText(IReadOnlyList<TurnResult> turns) => string.Join('\n', turns.Select(t => t.Text).Where(t => t.Length > 0));
}
