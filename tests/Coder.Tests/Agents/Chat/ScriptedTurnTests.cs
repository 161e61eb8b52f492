using System.Text.Json.Nodes;
using Coder.Agents.Chat;
using Coder.Agents.Chat.Scripted;
using Coder.Agents.Chat.Turns;
using Coder.Testing;

namespace Coder.Tests.Agents.Chat;

public sealed class ScriptedTurnTests
{
    private static readonly Script Sample = new(
        1,
        [
            new ScriptVisit(
                1,
                [
                    new ScriptTurn("I write.", [new ScriptToolCall("fs_write", new JsonObject { ["path"] = "a", ["contents"] = "b" })], new ScriptUsage(7, 3, 5)),
                    new ScriptTurn("Done.", DelayMs: 1500),
                ],
                "implement"),
        ]);

    [Fact]
    public async Task Run_Turn_GivesTextCallsAndUsage()
    {
        using var client = new ScriptedChatClient(Sample, TimeProvider.System);
        TurnResult result = await ModelTurnFixture.RunAsync(client);
        Assert.Equal("I write.", result.Text);
        Assert.Equal(new ToolCall("scripted-1-1", "fs_write", """{"path":"a","contents":"b"}"""), Assert.Single(result.ToolCalls));
        Assert.Equal(new TurnUsage(7, 5, 3, Estimated: false), result.Usage);
        Assert.Equal(TurnFinish.ToolCalls, result.FinishReason);
    }

    [Fact]
    public async Task Run_TheSameTurnAgain_GivesTheSame()
    {
        using var client = new ScriptedChatClient(Sample, TimeProvider.System);
        TurnResult first = await ModelTurnFixture.RunAsync(client);
        TurnResult second = await ModelTurnFixture.RunAsync(client);
        Assert.Equal(first.ToolCalls, second.ToolCalls);
        Assert.Equal(first.Text, second.Text);
    }

    [Fact]
    public async Task Run_TurnWithDelay_WaitsByTheClock()
    {
        var time = new HastyTime();
        using var client = new ScriptedChatClient(Sample, time);
        TurnResult result = await ModelTurnFixture.RunAsync(client, ModelTurnFixture.Request(turn: 2), time: time);
        Assert.Equal(TimeSpan.FromMilliseconds(1500), Assert.Single(time.Waits));
        Assert.Equal(TurnFinish.Stop, result.FinishReason);
        Assert.True(result.Usage.Estimated);
    }

    [Fact]
    public async Task Run_TurnBeyondTheScript_FailsWithoutRetry()
    {
        var time = new HastyTime();
        using var client = new ScriptedChatClient(Sample, time);
        ModelException failure = await ModelTurnFixture.FailureAsync(client, ModelTurnFixture.Request(turn: 3), time);
        Assert.Equal(ModelErrorCodes.ScriptExhausted, failure.Code);
        Assert.Empty(time.Waits);
    }
}
