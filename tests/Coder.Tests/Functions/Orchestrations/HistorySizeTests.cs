using System.Text.Json.Nodes;
using Coder.Agents.Chat.Turns;
using Coder.Contracts;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Orchestrations;

/// <summary>Durable histories hold keys, not what models say and read: their size depends on turns alone.</summary>
public sealed class HistorySizeTests
{
    private const int Turns = 100;
    private const int TokensMin = 210_000;
    private const int BytesMax = 1_000_000;
    private const int LinesPerTurn = 180;

    [Theory]
    [InlineData("50")]
    [InlineData("2147483647")]
    public async Task Transcript_OfHundredTurns_IsNotInTheHistory(string stepsPerHistory)
    {
        string text = string.Join('\n', Enumerable.Range(1, Turns + LinesPerTurn).Select(line => $"Line {line} of a file that the model reads on in every turn it takes."));
        using RunHome home = new() { Workspaces = new(("long.txt", text)) };
        home.Script(Script());
        string run;
        string[] transcript;
        await using (RunHost host = await RunHost.StartAsync(home, "--CODER_STEPS_PER_HISTORY", stepsPerHistory))
        {
            run = await host.StartRunAsync(home.Agent("reader", $$"""
                name: reader
                global_tools: [fs_cat]
                start: read
                nodes:
                  read: {type: llm, prompt: "Read.", tools: [fs_cat], max_iterations: {{Turns}}, next: done}
                  done: {type: end, outcome: rejected, output: "read"}
                """));
            RunView end = await host.EndAsync(run);
            Assert.Equal((RunStatus.Rejected, Turns), (end.Status, end.Usage.Turns));
            transcript = (await host.Http.GetStringAsync($"/v1/runs/{run}/artifacts/transcript")).Split('\n');
        }

        (long tokens, long bytes) = (TokenEstimate.Of(transcript), home.DurableBytes());
        TestContext.Current.TestOutputHelper!.WriteLine($"{Turns} turns, {tokens} tokens of transcript, {bytes} bytes of durable history");
        Assert.InRange(tokens, TokensMin, int.MaxValue);
        Assert.InRange(bytes, 1, BytesMax);
    }

    private static string Script()
    {
        JsonArray turns = [];
        for (int i = 1; i < Turns; i++)
        {
            turns.Add(new JsonObject
            {
                ["tool_calls"] = new JsonArray(new JsonObject { ["name"] = "fs_cat", ["arguments"] = new JsonObject { ["path"] = "long.txt", ["offset"] = i, ["limit"] = LinesPerTurn } }),
            });
        }

        turns.Add(new JsonObject { ["text"] = "read" });
        return new JsonObject { ["version"] = 1, ["visits"] = new JsonArray(new JsonObject { ["visit"] = 1, ["turns"] = turns }) }.ToJsonString();
    }
}
