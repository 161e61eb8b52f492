using Coder.Graphs.Stepping;

namespace Coder.Tests.Graphs;

public sealed class NodeBudgetTests
{
    [Theory]
    [InlineData("type: script, script: scripts/step.sh", 30)]
    [InlineData("type: script, script: scripts/step.sh, timeout: 9", 9)]
    [InlineData("type: script, script: scripts/step.sh, timeout: 9, budget: { seconds: 5 }", 5)]
    [InlineData("type: script, script: scripts/step.sh, timeout: 4, budget: { seconds: 5 }", 4)]
    [InlineData("type: agent, agent: child, prompt: p", 300)]
    [InlineData("type: agent, agent: child, prompt: p, budget: { seconds: 5 }", 5)]
    public void Seconds_OfScriptsAndAgents_AreTheLesserOfTimeoutAndBudget(string fields, int expected)
    {
        GraphCommand command = GraphStepper.Start(GraphText.Valid(GraphText.Graph($"a: {{ {fields}, next: z }}")), new StartInput("it")).Commands[0];

        Assert.Equal(expected, command switch { RunScript script => script.TimeoutSeconds, RunAgent agent => agent.TimeoutSeconds, _ => 0 });
    }

    [Theory]
    [InlineData("type: script, script: scripts/step.sh, next: z, budget: { credits: 1 }", true)]
    [InlineData("type: script, script: scripts/step.sh, next: z, budget: { seconds: 1 }", false)]
    [InlineData("type: approval, question: q, options: [y], routes: { y: z }, on_other: z, budget: { seconds: 1 }", true)]
    [InlineData("type: input, question: q, next: z, budget: { credits: 1 }", true)]
    [InlineData("type: agent, agent: child, prompt: p, next: z, budget: { credits: 1, seconds: 1 }", false)]
    [InlineData("type: llm, prompt: p, next: z, budget: { credits: 1, seconds: 1 }", false)]
    public void Validate_BudgetThatNothingCanUse_IsW14(string fields, bool isFound) =>
        Assert.Equal(isFound, GraphText.Report(GraphText.Graph($"a: {{ {fields} }}")).Findings.Any(finding => finding.Code == "W14"));
}
