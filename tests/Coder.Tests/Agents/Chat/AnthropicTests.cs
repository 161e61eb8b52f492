using System.Text.Json.Nodes;
using Coder.Agents.Chat;
using Coder.Agents.Chat.Scripted;
using Coder.Agents.Chat.Transcript;
using Coder.Agents.Chat.Turns;
using Coder.Testing.Models;
using Microsoft.Extensions.AI;

namespace Coder.Tests.Agents.Chat;

public sealed class AnthropicTests : ProviderSuite
{
    protected override string Key => AnthropicServer.ApiKey;

    protected override async Task<ModelServer> StartAsync(Func<ModelRequest, ModelReply> reply) => await AnthropicServer.StartAsync(reply);

    protected override IChatClient Client(ModelServer server, string? key = null, TimeProvider? time = null, string? record = null) =>
        new ChatClients(
            new ModelSettings { AnthropicApiKey = key ?? Key, AnthropicBaseUrl = ((AnthropicServer)server).BaseUrl, RecordFile = record },
            time ?? TimeProvider.System).Create(ModelSpec.Parse("anthropic:some-model"));

    protected override IChatClient Unreachable() =>
        new ChatClients(new ModelSettings { AnthropicApiKey = Key, AnthropicBaseUrl = "http://127.0.0.1:1" }, TimeProvider.System)
            .Create(ModelSpec.Parse("anthropic:some-model"));

    [Theory]
    [InlineData("overloaded_error", 2, ModelErrorCodes.Unavailable)]
    [InlineData("invalid_request_error", 1, ModelErrorCodes.Refused)]
    public async Task Run_ErrorInsideTheStream_IsRetriedOnlyWhenTransient(string type, int requests, string code)
    {
        var turn = new ScriptTurn("some text");
        await using ModelServer server = await StartAsync(ModelReplies.Queue(
            new ModelReply.StreamError(turn, 3, type, "what happened"), new ModelReply.Error(400, "second request")));
        using IChatClient client = Client(server);
        ModelException failure = await ModelTurnFixture.FailureAsync(client);
        Assert.Equal(requests, server.Requests.Count);
        Assert.Equal(requests == 1 ? code : ModelErrorCodes.Refused, failure.Code);
        Assert.Contains(requests == 1 ? "what happened" : "second request", failure.Message);
    }

    [Fact]
    public async Task Run_ServerOfAnotherKind_IsSaidAtOnce()
    {
        await using ModelServer server = await StartAsync(_ => new ModelReply.Error(200, "an answer without a stream"));
        using IChatClient client = Client(server);
        ModelException failure = await ModelTurnFixture.FailureAsync(client);
        Assert.Equal(ModelErrorCodes.InvalidAnswer, failure.Code);
        Assert.Contains("application/json", failure.Message);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Run_Request_MarksTheStablePrefixAndTheEndForTheCache()
    {
        await using ModelServer server = await StartAsync(ModelReplies.Queue(ModelReply.Text("ok")));
        using IChatClient client = Client(server);
        var turn = new CommittedTurn("", [new ToolCall("toolu_1", "fs_cat", "{}")], [new CommittedToolResult("toolu_1", "failed", true)]);
        await ModelTurnFixture.RunAsync(client, ModelTurnFixture.Request([turn], 2) with { Temperature = 0.7f });

        JsonObject body = Assert.Single(server.Requests).Body;
        Assert.Equal("ephemeral", (string?)body["system"]![0]!["cache_control"]!["type"]);
        Assert.Equal("ephemeral", (string?)body["messages"]![2]!["content"]![0]!["cache_control"]!["type"]);
        Assert.True((bool?)body["messages"]![2]!["content"]![0]!["is_error"]);
        Assert.Null(body["messages"]![0]!["content"]![0]!["cache_control"]);
        Assert.Equal("0.7", body["temperature"]!.ToJsonString());
        Assert.Equal(["fs_cat", "fs_write"], body["tools"]!.AsArray().Select(tool => (string?)tool!["name"]));
        Assert.Equal("object", (string?)body["tools"]![0]!["input_schema"]!["type"]);
    }
}
