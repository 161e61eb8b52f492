using System.Text.Json.Nodes;
using Coder.Agents.Chat;
using Coder.Agents.Chat.Scripted;
using Coder.Agents.Chat.Turns;
using Coder.Testing.Models;
using Microsoft.Extensions.AI;

namespace Coder.Tests.Agents.Chat;

public sealed class OpenAiTests : ProviderSuite
{
    protected override string Key => OpenAiServer.ApiKey;

    protected override async Task<ModelServer> StartAsync(Func<ModelRequest, ModelReply> reply) => await OpenAiServer.StartAsync(reply);

    protected override IChatClient Client(ModelServer server, string? key = null, TimeProvider? time = null, string? record = null) =>
        new ChatClients(
            new ModelSettings { OpenAiApiKey = key ?? Key, OpenAiBaseUrl = ((OpenAiServer)server).BaseUrl, RecordFile = record },
            time ?? TimeProvider.System).Create(ModelSpec.Parse("openai:some-model"));

    protected override IChatClient Unreachable() =>
        new ChatClients(new ModelSettings { OllamaBaseUrl = "http://127.0.0.1:1" }, TimeProvider.System).Create(ModelSpec.Parse("ollama:some-model"));

    [Fact]
    public async Task Run_ServerWithoutUsage_IsEstimatedAndMarked()
    {
        await using ModelServer server = await StartAsync(ModelReplies.Queue(new ModelReply.Turn(new ScriptTurn("12345678"))));
        using IChatClient client = Client(server);
        TurnResult result = await ModelTurnFixture.RunAsync(client);
        Assert.True(result.Usage.Estimated);
        Assert.Equal(TokenEstimate.TokensPerPart + 2, result.Usage.OutputTokens);
        Assert.True(result.Usage.InputTokens > 100);
    }

    [Fact]
    public async Task Run_Request_StreamsWithUsageAndTools()
    {
        await using ModelServer server = await StartAsync(ModelReplies.Queue(ModelReply.Text("ok")));
        using IChatClient client = Client(server);
        await ModelTurnFixture.RunAsync(client, ModelTurnFixture.Request() with { ReasoningEffort = "low", MaxOutputTokens = 123 });

        JsonObject body = Assert.Single(server.Requests).Body;
        Assert.True((bool?)body["stream"]);
        Assert.True((bool?)body["stream_options"]!["include_usage"]);
        Assert.Equal("low", (string?)body["reasoning_effort"]);
        Assert.Equal(123, (int?)body["max_completion_tokens"]);
        Assert.Equal(["fs_cat", "fs_write"], body["tools"]!.AsArray().Select(tool => (string?)tool!["function"]!["name"]));
        Assert.Equal(["system", "user"], server.Requests[0].Messages.Select(message => (string?)message!["role"]));
    }

    [Fact]
    public async Task Run_ErrorObjectInsideTheStream_IsRetried()
    {
        await using ModelServer server = await StartAsync(ModelReplies.Queue(
            new ModelReply.StreamError(new ScriptTurn("some text"), 2, "server_error", "what happened"), ModelReply.Text("ok")));
        using IChatClient client = Client(server);
        TurnResult result = await ModelTurnFixture.RunAsync(client);
        Assert.Equal(2, result.Attempts);
        Assert.Equal("ok", result.Text);
    }

    [Fact]
    public async Task Run_UnknownReasoningEffort_NamesTheKnown()
    {
        await using ModelServer server = await StartAsync(ModelReplies.Queue());
        using IChatClient client = Client(server);
        ModelException failure = await ModelTurnFixture.FailureAsync(client, ModelTurnFixture.Request() with { ReasoningEffort = "huge" });
        Assert.Contains("low, medium, high", failure.Message);
        Assert.Empty(server.Requests);
    }
}
