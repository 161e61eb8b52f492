using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Coder.Agents.Chat.Transcript;
using Coder.Agents.Chat.Turns;
using Coder.Contracts;
using Coder.Functions.Trajectories;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Trajectories;

public sealed class TrajectoryTests : IDisposable
{
    private readonly RunHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Get_ARunWithToolsAndAChildAgent_IsItsTrajectory()
    {
        _home.Script("""
            {"version": 1, "visits": [
              {"node": "work", "visit": 1, "turns": [
                {"text": "looking", "tool_calls": [{"name": "fs_cat", "arguments": {"path": "README.md"}}, {"name": "fs_cat", "arguments": {"path": "missing.md"}}], "usage": {"input_tokens": 1000, "cached_input_tokens": 400, "output_tokens": 100}},
                {"text": "done", "usage": {"input_tokens": 2000, "output_tokens": 50}}]},
              {"node": "talk", "visit": 1, "turns": [{"text": "said", "usage": {"input_tokens": 10, "output_tokens": 5}}]}]}
            """);
        _home.Agent("talker", """
            name: talker
            version: "1.0"
            start: talk
            nodes:
              talk: {type: llm, prompt: "{{initial_prompt}}", next: done}
              done: {type: end, output: "talked"}
            """);
        string agent = _home.Agent("worker", """
            name: worker
            version: "1.0"
            global_tools: [fs_cat]
            start: work
            nodes:
              work: {type: llm, instructions: "Be careful.", prompt: "Do {{initial_prompt}}", tools: [fs_cat], next: ask}
              ask: {type: agent, agent: talker, prompt: "Talk.", next: done}
              done: {type: end, outcome: rejected, output: "CODER_REJECTED as wished"}
            """);
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(agent);
        RunView end = await host.EndAsync(run);

        JsonObject trajectory = (await host.Http.GetFromJsonAsync<JsonObject>($"/v1/runs/{run}/trajectory"))!;

        Assert.Empty(await TrajectoryRules.BrokenAsync(trajectory));
        Assert.Equal(TrajectoryDocument.SchemaVersion, (string?)trajectory["schema_version"]);
        Assert.Equal(run, (string?)trajectory["session_id"]);
        JsonObject[] steps = [.. trajectory["steps"]!.AsArray().Select(step => step!.AsObject())];
        Assert.Equal(["user", "system", "user", "agent", "agent", "agent"], steps.Select(step => (string?)step["source"]));
        Assert.Equal(["Do it.", "Be careful.", "Do Do it.", "looking", "done", ""], steps.Select(step => (string?)step["message"]));
        Assert.Equal(2, steps[3]["tool_calls"]!.AsArray().Count);
        Assert.Contains("A sample.", (string?)steps[3]["observation"]!["results"]![0]!["content"], StringComparison.Ordinal);
        Assert.True((bool)steps[3]["observation"]!["results"]![1]!["extra"]!["is_error"]!);
        Assert.Equal((3000L, 400L, 150L), ((long)trajectory["final_metrics"]!["total_prompt_tokens"]!, (long)trajectory["final_metrics"]!["total_cached_tokens"]!, (long)trajectory["final_metrics"]!["total_completion_tokens"]!));
        JsonNode child = Assert.Single(trajectory["subagent_trajectories"]!.AsArray())!;
        Assert.Equal(("talker", "Talk.", "said"), ((string?)child["agent"]!["name"], (string?)child["steps"]![0]!["message"], (string?)child["steps"]![2]!["message"]));
        decimal usd = (decimal)trajectory["final_metrics"]!["total_cost_usd"]! + (decimal)child["final_metrics"]!["total_cost_usd"]!;
        // 2 610 uncached tokens and one in ten of 400 at $3 a million, and 155 of output at $15.
        Assert.Equal(0.010275m, usd);
        Assert.Equal(end.Usage.Usd, decimal.Round(usd, 4, MidpointRounding.AwayFromZero));
    }

    [Fact]
    public async Task Get_WithASecretInTheRun_DoesNotShowIt()
    {
        const string secret = "correct-horse-\"battery\"-staple";
        _home.Script($$$"""{"version": 1, "visits": [{"visit": 1, "turns": [{"text": {{{JsonValue.Create(secret).ToJsonString()}}}, "usage": {"input_tokens": 10, "output_tokens": 5}}]}]}""");
        string agent = _home.Agent("talking", """
            name: talking
            version: "1.0"
            variables: [{name: API_TOKEN, description: "a secret", default: ""}]
            start: talk
            nodes:
              talk: {type: llm, prompt: One., next: done}
              done: {type: end, outcome: rejected, output: "CODER_REJECTED as wished"}
            """);
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(agent, request => request with { Prompt = $"Use {secret}.", Variables = new Dictionary<string, string> { ["API_TOKEN"] = secret } });
        await host.EndAsync(run);

        string text = await host.Http.GetStringAsync($"/v1/runs/{run}/trajectory");

        Assert.DoesNotContain("battery", text, StringComparison.Ordinal);
        Assert.Empty(await TrajectoryRules.BrokenAsync(JsonNode.Parse(text)!.AsObject()));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{\"broken\":")]
    [InlineData("")]
    public async Task Said_ArgumentsThatAreNoObject_AreKeptAsTheyWere(string arguments)
    {
        TrajectoryDocument document = new("t", "s", "agent", "1", null);
        document.Said(new TurnResult("", [new ToolCall("", "fs_cat", arguments)], new TurnUsage(1, 0, 1, false), "tool_calls", 1, "m"), [new CommittedToolResult("", "no", true)], 0, null, []);

        JsonObject json = document.ToJson(null);

        Assert.Empty(await TrajectoryRules.BrokenAsync(json));
        Assert.Equal(arguments, (string?)json["steps"]![0]!["tool_calls"]![0]!["extra"]!["raw_arguments"]);
    }

    /// <summary>The rules find what they are there for.</summary>
    [Theory]
    [InlineData("step_id", "2")]
    [InlineData("source", "\"tool\"")]
    [InlineData("metrics", "{}")]
    [InlineData("unknown", "1")]
    [InlineData("timestamp", "\"yesterday\"")]
    public async Task Rules_AStepThatBreaksOne_IsFound(string member, string value)
    {
        TrajectoryDocument document = new("t", "s", "agent", "1", null);
        document.Told("user", "hello", DateTimeOffset.UnixEpoch);
        JsonObject json = document.ToJson(null);
        Assert.Empty(await TrajectoryRules.BrokenAsync(json));

        json["steps"]![0]![member] = JsonNode.Parse(value);

        Assert.NotEmpty(await TrajectoryRules.BrokenAsync(json));
    }
}
