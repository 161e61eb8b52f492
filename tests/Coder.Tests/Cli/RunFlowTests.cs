using System.Text.Json.Nodes;
using Coder.Cli;
using Coder.Contracts;

namespace Coder.Tests.Cli;

public sealed class RunFlowTests : IDisposable
{
    private static readonly ApprovalView Question = new()
    {
        Id = "plan-1", Kind = "approval", Node = "plan_approval", Question = "Go on with the plan?", Options = ["yes", "no"], State = "pending", RequestedAt = DateTimeOffset.UnixEpoch,
    };

    private readonly CliFixture _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Run_Completed_PrintsTheResultFirstThenTheFacts()
    {
        await using FakeApi api = await StartAsync();
        api.Emit(RunEventTypes.NodeCompleted, """{"node":"implement","visit":2,"duration_seconds":12.34,"summary":"done"}""");
        api.Complete(RunStatus.Succeeded, "CODER_COMPLETE\nAll tests pass.");

        int exit = await _cli.RunAsync("run", "do it");

        Assert.Equal(ExitCode.Complete, exit);
        Assert.Equal("CODER_COMPLETE", _cli.OutLines()[0]);
        Assert.Contains("platform share 1.5 s", _cli.Out);
        Assert.Contains("change.patch: coder runs artifacts " + FakeApi.RunId, _cli.Out);
        Assert.Contains("implement #2  12.3 s  done", _cli.Error);
    }

    [Fact]
    public async Task Run_Options_BecomeTheRequest()
    {
        await using FakeApi api = await StartAsync();
        api.Complete(RunStatus.Succeeded, "CODER_COMPLETE");
        _cli.Variables["TEST_CMD"] = "make check";
        _cli.Variables["CODER_AUTOAPPROVE"] = "1";
        Directory.CreateDirectory(Path.Combine(_cli.Folder, "agents", "own"));

        await _cli.RunAsync("run", "do it", "--agent", "agents/own", "--var", "a=b=c", "--model", "openai:m", "--max-fix-attempts", "0", "--budget", "2.5", "--sandbox", "none", "--allow-unverified");

        JsonObject body = JsonNode.Parse(api.Requests.Single(r => r.StartsWith("POST /v1/runs {", StringComparison.Ordinal))["POST /v1/runs ".Length..])!.AsObject();
        JsonObject expected = new()
        {
            ["prompt"] = "do it",
            ["agent"] = Path.Combine(_cli.Folder, "agents", "own"),
            ["repository"] = new JsonObject { ["path"] = _cli.Folder },
            ["variables"] = new JsonObject { ["a"] = "b=c" },
            ["model"] = "openai:m",
            ["budget"] = 2.5m,
            ["auto_approve"] = true,
            ["max_fix_attempts"] = 0,
            ["test_cmd"] = "make check",
            ["allow_unverified"] = true,
            ["sandbox"] = "none",
        };
        Assert.True(JsonNode.DeepEquals(expected, body), body.ToJsonString());
    }

    [Fact]
    public async Task Run_Json_PrintsEveryEventAndRunCompletedLast()
    {
        await using FakeApi api = await StartAsync();
        api.Emit(RunEventTypes.RunStarted);
        api.Emit("something.new", """{"unknown":[1]}""");
        api.Complete(RunStatus.Failed, "CODER_FAILED", "agent");

        int exit = await _cli.RunAsync("run", "do it", "--json");

        Assert.Equal(ExitCode.Failed, exit);
        string[] types = [.. _cli.OutLines().Select(line => (string)JsonNode.Parse(line)!["type"]!)];
        Assert.Equal([RunEventTypes.RunStarted, "something.new", RunEventTypes.RunCompleted], types);
    }

    [Fact]
    public async Task Run_StreamClosedMidway_GoesOnAfterTheLastEvent()
    {
        await using FakeApi api = await StartAsync();
        api.Emit(RunEventTypes.RunStarted);
        Task<int> run = _cli.RunAsync("run", "do it", "--json");
        await Eventually.TrueAsync(() => _cli.OutLines().Length == 1);

        api.CloseStreams();
        api.Complete(RunStatus.Succeeded, "CODER_COMPLETE");

        Assert.Equal(ExitCode.Complete, await run);
        Assert.Equal(2, _cli.OutLines().Length);
        Assert.Contains(api.Requests, r => r.Contains("/events?after=1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_QuestionWithoutTerminal_EndsWithTheLinesThatAnswer()
    {
        await using FakeApi api = await StartAsync();
        api.Approvals = [Question];
        api.Become(RunStatus.WaitingApproval);

        int exit = await _cli.RunAsync("run", "do it");

        Assert.Equal(ExitCode.Waiting, exit);
        Assert.Empty(_cli.Out);
        Assert.Contains($"coder runs approve {FakeApi.RunId}", _cli.Error);
        Assert.Contains($"coder runs reject {FakeApi.RunId}", _cli.Error);
    }

    [Fact]
    public async Task Run_QuestionOnTerminal_IsAskedAndAnswered()
    {
        await using FakeApi api = await StartAsync();
        api.Approvals = [Question];
        api.Become(RunStatus.WaitingApproval);
        api.OnPost = _ =>
        {
            api.Approvals = [Question with { State = "answered", Answer = "no" }];
            api.Complete(RunStatus.Rejected, "CODER_REJECTED");
        };
        _cli.Setting = _cli.Setting with { CanAsk = true, In = new LineSource(new StringReader("2\n")) };

        int exit = await _cli.RunAsync("run", "do it");

        Assert.Equal(ExitCode.Rejected, exit);
        Assert.Contains("""POST /v1/runs/0198c0de-0000-7000-8000-00000000abcd/approvals/plan-1 {"answer":"no","by":"cli"}""", api.Requests);
    }

    [Fact]
    public async Task Run_QuestionAnsweredElsewhere_GoesOnWithoutTheTerminal()
    {
        await using FakeApi api = await StartAsync();
        api.Approvals = [Question];
        api.Become(RunStatus.WaitingApproval);
        using BlockingReader nobody = new();
        _cli.Setting = _cli.Setting with { CanAsk = true, In = new LineSource(nobody) };
        Task<int> run = _cli.RunAsync("run", "do it");
        await Eventually.TrueAsync(() => _cli.Error.Contains("number, or an answer", StringComparison.Ordinal));

        api.Approvals = [Question with { State = "answered", Answer = "yes" }];
        api.Complete(RunStatus.Succeeded, "CODER_COMPLETE");

        Assert.Equal(ExitCode.Complete, await run);
        Assert.DoesNotContain(api.Requests, r => r.Contains("approvals/plan-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Interrupted_PausesAndSaysHowToResume()
    {
        await using FakeApi api = await StartAsync();
        using CancellationTokenSource interrupt = new();
        _cli.Setting = _cli.Setting with { Interrupted = interrupt.Token };
        api.OnPost = what => api.Become(what == "pause" ? RunStatus.Paused : RunStatus.Failed);
        Task<int> run = _cli.RunAsync("run", "do it");
        await Eventually.TrueAsync(() => api.Requests.Any(r => r.Contains("/events", StringComparison.Ordinal)));

        await interrupt.CancelAsync();

        Assert.Equal(ExitCode.Interrupted, await run);
        Assert.EndsWith($"coder runs resume {FakeApi.RunId}\n", _cli.Error);
    }

    [Fact]
    public async Task Run_HostGone_SaysThatNothingIsLost()
    {
        await using FakeApi api = await StartAsync();
        Task<int> run = _cli.RunAsync("run", "do it");
        await Eventually.TrueAsync(() => api.Requests.Any(r => r.Contains("/events", StringComparison.Ordinal)));

        // A crash: the file stays, its process does not.
        File.WriteAllText(Path.Combine(_cli.HomeFolder, "host.json"), """{"pid":2147480000,"address":"http://127.0.0.1:1","started_at":"2026-01-01T00:00:00Z"}""");
        await api.StopAsync();

        Assert.Equal(ExitCode.Platform, await run);
        Assert.Contains($"coder runs resume {FakeApi.RunId}", _cli.Error);
    }

    [Theory]
    [InlineData(422, ExitCode.Usage)]
    [InlineData(402, ExitCode.BudgetExceeded)]
    [InlineData(503, ExitCode.Platform)]
    public async Task Run_Refused_ShowsTheDetailAndMapsTheStatus(int status, int expected)
    {
        await using FakeApi api = await StartAsync();
        api.Refusal = new Problem { Type = "about:blank", Title = "No", Status = status, Code = "no_commit", Detail = "Commit first: git commit" };

        Assert.Equal(expected, await _cli.RunAsync("run", "do it"));
        Assert.Contains("error: Commit first: git commit [no_commit]", _cli.Error);
    }

    [Fact]
    public async Task Run_UncommittedFiles_AreNamed()
    {
        await using FakeApi api = await StartAsync();
        api.Become(RunStatus.Running, run => run with { UncommittedFiles = ["a.txt", "b.txt"] });
        api.Complete(RunStatus.Succeeded, "CODER_COMPLETE");

        await _cli.RunAsync("run", "do it");

        Assert.Contains("not included, because not committed: a.txt, b.txt", _cli.Error);
    }

    private async Task<FakeApi> StartAsync()
    {
        FakeApi api = await FakeApi.StartAsync();
        api.Announce(_cli.HomeFolder);
        return api;
    }
}
