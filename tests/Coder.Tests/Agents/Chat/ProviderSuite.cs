using System.Text.Json.Nodes;
using Coder.Agents.Chat;
using Coder.Agents.Chat.Scripted;
using Coder.Agents.Chat.Transcript;
using Coder.Agents.Chat.Turns;
using Coder.Testing;
using Coder.Testing.Models;
using Microsoft.Extensions.AI;

namespace Coder.Tests.Agents.Chat;

/// <summary>What holds for every provider: the real client against a double over loopback.</summary>
public abstract class ProviderSuite
{
    private static readonly ScriptTurn Answer = new(
        "I read two files, äöü 😀 included.",
        [new ScriptToolCall("fs_cat", new JsonObject { ["path"] = "a \"b\".txt" }), new ScriptToolCall("fs_cat", new JsonObject { ["path"] = "c", ["limit"] = 3 })],
        new ScriptUsage(100, 20, 60));

    private static readonly ScriptTurn LongText = new("A text that is long enough to be sent in many pieces, one after the other.", Usage: new ScriptUsage(10, 5));

    protected abstract string Key { get; }

    protected abstract Task<ModelServer> StartAsync(Func<ModelRequest, ModelReply> reply);

    protected abstract IChatClient Client(ModelServer server, string? key = null, TimeProvider? time = null, string? record = null);

    protected abstract IChatClient Unreachable();

    [Fact]
    public async Task Run_TextAndToolCalls_GivesThemWhole()
    {
        await using ModelServer server = await StartAsync(ModelReplies.Queue(new ModelReply.Turn(Answer)));
        using IChatClient client = Client(server);

        TurnResult result = await ModelTurnFixture.RunAsync(client);

        Assert.Equal(Answer.Text, result.Text);
        Assert.Equal(["fs_cat", "fs_cat"], result.ToolCalls.Select(call => call.Name));
        Assert.Equal(Answer.ToolCalls!.Select(call => call.Arguments.ToJsonString()), result.ToolCalls.Select(call => call.ArgumentsJson));
        Assert.Equal(2, result.ToolCalls.Select(call => call.Id).Distinct().Count());
        Assert.Equal(new TurnUsage(100, 60, 20, Estimated: false), result.Usage);
        Assert.Equal(TurnFinish.ToolCalls, result.FinishReason);
        Assert.Equal("some-model", result.ModelId);
        Assert.Equal(1, result.Attempts);
        Assert.Equal("run-1.implement.1.1", Assert.Single(server.Requests).ClientRequestId);
    }

    [Fact]
    public async Task Run_SecondTurn_BeginsWithTheBytesOfTheFirst()
    {
        await using ModelServer server = await StartAsync(ModelReplies.Queue(
            new ModelReply.Turn(Answer), new ModelReply.Turn(Answer), ModelReply.Text("done")));
        using IChatClient client = Client(server);
        var turns = new List<CommittedTurn>();
        for (int turn = 1; turn <= 3; turn++)
        {
            TurnResult result = await ModelTurnFixture.RunAsync(client, ModelTurnFixture.Request(turns, turn));
            turns.Add(new CommittedTurn(result.Text, result.ToolCalls, [.. result.ToolCalls.Select(call => new CommittedToolResult(call.Id, "no such file", true))]));
        }

        Assert.Equal("done", turns[^1].Text);
        string[] stable = [.. server.Requests.Select(Prefix)];
        Assert.StartsWith(stable[0], stable[1]);
        Assert.StartsWith(stable[1], stable[2]);
        Assert.True(stable[0].Length > 500);
    }

    [Fact]
    public async Task Run_ToolCallThatIsNoJson_IsHandedOnAsItIs()
    {
        await using ModelServer server = await StartAsync(ModelReplies.Queue(ModelReply.Text("ok")));
        using IChatClient client = Client(server);
        var broken = new CommittedTurn("", [new ToolCall("call_1", "fs_cat", "{\"path\": ")], [new CommittedToolResult("call_1", "not JSON", true)]);
        TurnResult second = await ModelTurnFixture.RunAsync(client, ModelTurnFixture.Request([broken], 2));
        Assert.Equal("ok", second.Text);
    }

    [Fact]
    public async Task Run_CallWithoutResult_IsRefusedAsTheRealServerDoes()
    {
        await using ModelServer server = await StartAsync(_ => ModelReply.Text("ok"));
        using IChatClient client = Client(server);
        ChatMessage[] unanswered = [new(ChatRole.User, "p"), new(ChatRole.Assistant, [new FunctionCallContent("c1", "fs_cat")]), new(ChatRole.User, "go on")];
        ModelException failure = await ModelTurnFixture.FailureAsync(client, ModelTurnFixture.Request() with { Messages = unanswered });
        Assert.Equal(ModelErrorCodes.Refused, failure.Code);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(529)]
    public async Task Run_TransientStatus_IsRetriedWithTheSameRequest(int status)
    {
        await using ModelServer server = await StartAsync(ModelReplies.Queue(
            new ModelReply.Error(status, "try later"), new ModelReply.Error(status, "try later"), ModelReply.Text("ok")));
        using IChatClient client = Client(server);
        var time = new HastyTime();

        TurnResult result = await ModelTurnFixture.RunAsync(client, time: time);

        Assert.Equal(3, result.Attempts);
        Assert.Single(server.Requests.Select(request => request.Raw).Distinct());
        Assert.Equal("run-1.implement.1.1", Assert.Single(server.Requests.Select(request => request.Headers["idempotency-key"]).Distinct()));
        Assert.Equal(2, time.Waits.Count);
    }

    [Fact]
    public async Task Run_RetryAfter_IsWaitedFor()
    {
        await using ModelServer server = await StartAsync(ModelReplies.Queue(
            new ModelReply.Error(429, "slow", "17"), new ModelReply.Error(529, "slow", "Thu, 01 Jan 1970 00:01:00 GMT"), ModelReply.Text("ok")));
        var time = new HastyTime();
        using IChatClient client = Client(server, time: time);

        await ModelTurnFixture.RunAsync(client, time: time);

        // The date lies 60 s after the clock's start, of which 17 are over.
        Assert.Equal([TimeSpan.FromSeconds(17), TimeSpan.FromSeconds(43)], time.Waits);
    }

    [Fact]
    public async Task Run_RetryAfterBeyondTheLimit_FailsAtOnce()
    {
        await using ModelServer server = await StartAsync(_ => new ModelReply.Error(429, "daily limit", "86400"));
        using IChatClient client = Client(server);
        ModelException failure = await ModelTurnFixture.FailureAsync(client);
        Assert.Equal(ModelErrorCodes.RateLimited, failure.Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Run_NeverAnswers_FailsAfterSixRetries()
    {
        await using ModelServer server = await StartAsync(_ => new ModelReply.Error(500, "broken inside"));
        using IChatClient client = Client(server);

        ModelException failure = await ModelTurnFixture.FailureAsync(client);

        Assert.Equal(1 + ModelRetry.RetriesMax, server.Requests.Count);
        Assert.Equal(ModelErrorCodes.Unavailable, failure.Code);
        Assert.True(failure.Transient);
        Assert.Contains("broken inside", failure.Message);
    }

    [Theory]
    [InlineData(400, ModelErrorCodes.Refused)]
    [InlineData(401, ModelErrorCodes.Unauthorized)]
    [InlineData(403, ModelErrorCodes.Unauthorized)]
    [InlineData(404, ModelErrorCodes.NotFound)]
    [InlineData(413, ModelErrorCodes.Refused)]
    public async Task Run_FinalStatus_FailsAtOnceInTheProvidersWords(int status, string code)
    {
        await using ModelServer server = await StartAsync(_ => new ModelReply.Error(status, "model: nothing of that name"));
        using IChatClient client = Client(server);
        ModelException failure = await ModelTurnFixture.FailureAsync(client);
        Assert.Equal(code, failure.Code);
        Assert.Contains("model: nothing of that name", failure.Message);
        Assert.False(failure.Transient);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Run_KeyThatTheProviderRepeats_IsRedacted()
    {
        await using ModelServer server = await StartAsync(ModelReplies.Queue());
        using IChatClient client = Client(server, key: "wrong-key-123");
        ModelException failure = await ModelTurnFixture.FailureAsync(client);
        Assert.Equal(ModelErrorCodes.Unauthorized, failure.Code);
        Assert.DoesNotContain("wrong-key-123", failure.ToString());
        Assert.Contains("[key]", failure.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Run_StreamThatBreaks_StartsAgainAndVoidsTheText(int eventsBefore)
    {
        await using ModelServer server = await StartAsync(ModelReplies.Queue(
            new ModelReply.Reset(LongText, eventsBefore), new ModelReply.CutOff(LongText, eventsBefore), new ModelReply.Turn(LongText)));
        using IChatClient client = Client(server);
        var deltas = new DeltaList();

        TurnResult result = await ModelTurnFixture.RunAsync(client, deltas: deltas);

        Assert.Equal(3, result.Attempts);
        Assert.Equal(LongText.Text, result.Text);
        Assert.Equal(LongText.Text, string.Concat(deltas.Items.Where(delta => delta.Attempt == 3).Select(delta => delta.Text)));
    }

    [Fact]
    public async Task Run_Silence_IsATimeoutAndRetried()
    {
        await using ModelServer server = await StartAsync(ModelReplies.Queue(new ModelReply.Stall(LongText, 3), ModelReply.Text("ok")));
        using IChatClient client = Client(server);
        // Real time: the double is silent for good, so only the limit can end the attempt.
        TurnRequest request = ModelTurnFixture.Request() with { SilenceMax = TimeSpan.FromMilliseconds(500) };
        TurnResult result = await ModelTurnFixture.RunAsync(client, request, time: TimeProvider.System);
        Assert.Equal(2, result.Attempts);
    }

    [Fact]
    public async Task Run_CanceledWhileStreaming_IsCanceled()
    {
        await using ModelServer server = await StartAsync(_ => new ModelReply.Stall(LongText, 5));
        using IChatClient client = Client(server);
        using var cancel = new CancellationTokenSource();
        var deltas = new DeltaList(_ => cancel.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ModelTurn.RunAsync(client, ModelTurnFixture.Request(), deltas, TimeProvider.System, cancel.Token));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Run_HostThatIsNotThere_NamesTheBaseUrl()
    {
        using IChatClient client = Unreachable();
        var time = new HastyTime();
        ModelException failure = await ModelTurnFixture.FailureAsync(client, time: time);
        Assert.Equal(ModelErrorCodes.Unreachable, failure.Code);
        Assert.Contains("http://127.0.0.1:1/", failure.Message);
        Assert.Equal(ModelRetry.UnreachableRetriesMax, time.Waits.Count);
    }

    [Fact]
    public async Task Run_Recorded_PlaysAgainTheSame()
    {
        string file = Path.Combine(Path.GetTempPath(), $"coder-record-{Guid.NewGuid():N}.json");
        try
        {
            await using ModelServer server = await StartAsync(ModelReplies.Queue(new ModelReply.Turn(Answer)));
            using IChatClient client = Client(server, record: file);
            TurnResult real = await ModelTurnFixture.RunAsync(client);

            using var scripted = new ScriptedChatClient(ScriptFile.Load(file), TimeProvider.System);
            TurnResult replayed = await ModelTurnFixture.RunAsync(scripted);

            Assert.Equal(real.Text, replayed.Text);
            Assert.Equal(real.Usage, replayed.Usage);
            Assert.Equal(
                real.ToolCalls.Select(call => (call.Name, JsonNode.Parse(call.ArgumentsJson)!.ToJsonString())),
                replayed.ToolCalls.Select(call => (call.Name, JsonNode.Parse(call.ArgumentsJson)!.ToJsonString())));
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".lock");
        }
    }

    /// <summary>What a provider's cache sees of a request: without the marks and the brackets that close it.</summary>
    private static string Prefix(ModelRequest request)
    {
        JsonObject body = JsonNode.Parse(request.Raw.Replace(",\"cache_control\":{\"type\":\"ephemeral\"}", "", StringComparison.Ordinal))!.AsObject();
        string messages = body["messages"]!.ToJsonString();
        return $"{body["model"]}{body["tools"]?.ToJsonString()}{body["system"]?.ToJsonString()}{messages[..^1]}";
    }
}
