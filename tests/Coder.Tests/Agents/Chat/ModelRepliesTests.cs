using System.Text.Json.Nodes;
using Coder.Agents.Chat.Scripted;
using Coder.Testing.Models;

namespace Coder.Tests.Agents.Chat;

public sealed class ModelRepliesTests
{
    private static readonly Script Sample = new(
        1,
        [
            new ScriptVisit(1, [new ScriptTurn("plan")], "analyse"),
            new ScriptVisit(1, [new ScriptTurn("i1t1"), new ScriptTurn("i1t2")], "implement"),
            new ScriptVisit(2, [new ScriptTurn("i2t1")], "implement"),
        ]);

    private readonly Func<ModelRequest, ModelReply> _reply =
        ModelReplies.From(Sample, new Dictionary<string, string> { ["MARK-A"] = "analyse", ["MARK-I"] = "implement" });

    private string? Ask(string marker, string id, int assistantTurns = 0)
    {
        var messages = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = marker });
        for (int turn = 0; turn < assistantTurns; turn++)
            messages.Add(new JsonObject { ["role"] = "assistant", ["content"] = "x" });
        var body = new JsonObject { ["messages"] = messages };
        return (_reply(new ModelRequest("/", new Dictionary<string, string> { ["x-client-request-id"] = id }, body, body.ToJsonString())) as ModelReply.Turn)?.Script.Text;
    }

    [Fact]
    public void From_Script_FollowsNodesTurnsAndVisits()
    {
        Assert.Equal("plan", Ask("MARK-A", "a1"));
        Assert.Equal("i1t1", Ask("MARK-I", "i1"));
        Assert.Equal("i1t1", Ask("MARK-I", "i1"));
        Assert.Equal("i1t2", Ask("MARK-I", "i1b", assistantTurns: 1));
        Assert.Equal("i2t1", Ask("MARK-I", "i2"));
        Assert.Null(Ask("MARK-I", "i2b", assistantTurns: 1));
    }

    [Fact]
    public void Queue_RequestTooMany_IsRefused()
    {
        Func<ModelRequest, ModelReply> queue = ModelReplies.Queue(ModelReply.Text("a"));
        var request = new ModelRequest("/", new Dictionary<string, string>(), [], "");
        Assert.IsType<ModelReply.Turn>(queue(request));
        Assert.Equal(400, Assert.IsType<ModelReply.Error>(queue(request)).Status);
    }
}
