using Coder.Graphs.Definition;
using Coder.Graphs.Stepping;
using static Coder.Tests.Graphs.GraphSteps;

namespace Coder.Tests.Graphs;

/// <summary>Approvals and inputs: questions that a person answers, or nobody.</summary>
public sealed class GraphStepperQuestionTests
{
    [Theory]
    [InlineData("yes", "b")]
    [InlineData("Yes", "c")]
    [InlineData("free text", "c")]
    [InlineData("hidden", "b")]
    public void Approval_Answer_MatchesRouteKeysExactly(string answer, string target)
    {
        var graph = Graph("a: { type: approval, question: 'ok {{initial_prompt}}?', options: ['yes'], routes: { 'yes': b, hidden: b }, on_other: c, state_updates: { value: '{{choice}}' } }\nb: { type: llm, prompt: p, next: z }\nc: { type: llm, prompt: p, next: z }");
        var start = GraphStepper.Start(graph, new("it"));

        var step = Next(graph, start, new Answered("a", 1, answer, "cli"));

        var ask = Assert.IsType<Ask>(start.Commands[0]);
        Assert.Equal((AskKind.Approval, "ok it?", null), (ask.Kind, ask.Question, ask.TimeoutSeconds));
        Assert.Equal(target, step.State.Pending!.Node);
        Assert.Equal(answer, step.State.Values["value"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("on_timeout: 'no'", "c", null)]
    [InlineData("on_timeout: b", "b", null)]
    [InlineData("fallback: b", "b", null)]
    [InlineData("description: none", null, "R17")]
    public void Expired_Approval_FollowsOnTimeoutElseFallbackElseFails(string field, string? target, string? code)
    {
        var graph = Graph($"a: {{ type: approval, question: q, options: ['no'], routes: {{ 'no': c }}, on_other: c, timeout: 60, {field} }}\nb: {{ type: llm, prompt: '{{{{error.code}}}}', next: z }}\nc: {{ type: llm, prompt: p, next: z }}");

        var step = Next(graph, GraphStepper.Start(graph, new("it")), new Expired("a", 1));

        Assert.Equal((target, code), (step.State.Pending?.Node, step.State.Finished?.Code));
    }

    [Fact]
    public void Input_EmptyAnswer_TakesTheRenderedDefault()
    {
        var graph = Graph("a: { type: input, question: q, default: '{{initial_prompt}}{{zz}}!', next: z, state_updates: { value: '{{input}}' } }");
        var start = GraphStepper.Start(graph, new("it"));

        Assert.Equal("it!", Assert.IsType<Ask>(start.Commands[0]).Default);
        Assert.Equal("done it!", Finished(Next(graph, start, new Answered("a", 1, "", "cli"))).Output);
    }

    [Fact]
    public void Input_RefusedAnswer_IsAskedAgainAndThenFailsWithR17()
    {
        var graph = Graph("a: { type: input, question: q, next: z, validation: 'len(input) >= 3' }");
        var step = GraphStepper.Start(graph, new("it"));
        for (var attempt = 1; attempt < GraphLimits.InputAsksMax; attempt++)
        {
            step = Next(graph, step, new Answered("a", 1, "é", "cli", attempt));
            var ask = Assert.IsType<Ask>(step.Commands[0]);
            Assert.Equal((1, attempt + 1), (ask.Visit, ask.Attempt));
            Assert.Contains("2 bytes", ask.Problem);
        }

        Assert.True(Next(graph, step, new Answered("a", 1, "long enough", "cli", 1)).Ignored);
        Assert.Equal("R17", Finished(Next(graph, step, new Answered("a", 1, "no", "cli", GraphLimits.InputAsksMax))).Code);
        Assert.Null(Finished(Next(graph, step, new Answered("a", 1, "yes", "cli", GraphLimits.InputAsksMax))).Code);
    }

    [Fact]
    public void R17_UnsupportedValidation_FailsWhenValidationIsOff()
    {
        var definition = GraphParser.Parse("g", System.Text.Encoding.UTF8.GetBytes(GraphText.Graph("a: { type: input, question: q, next: z, validation: nonsense }"))).Definition!;

        Assert.Equal("R17", Finished(Next(definition, GraphStepper.Start(definition, new("it")), new Answered("a", 1, "x", "cli"))).Code);
    }
}
