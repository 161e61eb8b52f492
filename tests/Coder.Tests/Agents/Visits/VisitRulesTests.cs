using System.Text.Json.Nodes;
using Coder.Agents.Chat.Turns;
using Coder.Agents.Visits;
using Coder.Graphs.Stepping;
using Microsoft.Extensions.AI;

namespace Coder.Tests.Agents.Visits;

public sealed class VisitRulesTests
{
    private static readonly LlmVisitSpec Plain = new() { Instructions = "be kind", Prompt = "do it", MaxIterations = 3 };

    private static readonly LlmVisitSpec Structured = Plain with
    {
        OutputSchema = JsonNode.Parse("""{"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}}""")!.AsObject(),
        SchemaRepairs = 1,
    };

    private static TurnResult Said(string text, string finish = TurnFinish.Stop) => new(text, [], new TurnUsage(1, 0, 1, false), finish, 1, "m");

    private static TurnResult Asked(string text) => Said(text, TurnFinish.ToolCalls) with { ToolCalls = [new ToolCall("c", "fs_ls", "{}")] };

    [Fact]
    public void Decide_ToolCalls_RunUpToTheLastIteration()
    {
        Assert.IsType<VisitDecision.RunTools>(VisitRules.Decide(Plain, [Asked(""), Asked("")]));
        Assert.Contains("max_iterations", Assert.IsType<VisitDecision.Fail>(VisitRules.Decide(Plain, [Asked(""), Asked(""), Asked("")])).Message);
    }

    [Fact]
    public void Decide_PlainAnswer_IsTheTextOfAllTurns() =>
        Assert.Equal("one\ntwo", (string?)Assert.IsType<VisitDecision.Succeed>(VisitRules.Decide(Plain, [Asked("one"), Asked(""), Said("two")])).Result);

    [Theory]
    [InlineData(TurnFinish.Length, "output limit")]
    [InlineData(TurnFinish.ContentFilter, "content filter")]
    public void Decide_AnswerThatIsNotWhole_Fails(string finish, string why) =>
        Assert.Contains(why, Assert.IsType<VisitDecision.Fail>(VisitRules.Decide(Plain, [Said("half", finish)])).Message);

    [Fact]
    public void Decide_Structured_RepairsUpToTheLimit()
    {
        Assert.Equal(1, (int?)Assert.IsType<VisitDecision.Succeed>(VisitRules.Decide(Structured, [Said("{\"a\":1}")])).Result!["a"]);
        Assert.Contains("$.a", Assert.IsType<VisitDecision.Repair>(VisitRules.Decide(Structured, [Said("{\"a\":\"x\"}")])).Message);
        Assert.IsType<VisitDecision.Succeed>(VisitRules.Decide(Structured, [Said("no"), Said("{\"a\":1}")]));
        Assert.IsType<VisitDecision.Fail>(VisitRules.Decide(Structured, [Said("no"), Said("no")]));
    }

    [Fact]
    public void Messages_EveryTurn_BeginWithThoseOfTheTurnBefore()
    {
        List<TurnResult> turns = [Asked("I look."), Said("no JSON"), Said("{\"a\":1}")];
        List<string> before = [];
        for (int count = 0; count <= turns.Count; count++)
        {
            IReadOnlyList<ChatMessage> messages = VisitRules.Messages(Structured, [.. turns.Take(count)], [[new("c", "files", false)], [], []]);
            List<string> now = [.. messages.Select(message => $"{message.Role}: {string.Join('|', message.Contents.Select(Text))}")];
            Assert.Equal(before, now.Take(before.Count));
            before = now;
        }

        Assert.Equal(7, before.Count);
        Assert.StartsWith("user: The reply below", before[5]);
    }

    private static string Text(AIContent content) => content switch
    {
        TextContent text => text.Text,
        FunctionCallContent call => $"{call.CallId} {call.Name} {call.RawRepresentation}",
        FunctionResultContent result => $"{result.CallId} {result.Result}",
        _ => throw new InvalidOperationException(content.GetType().Name),
    };
}
