using Coder.Cli;
using Coder.Contracts;

namespace Coder.Tests.Cli;

public sealed class RunsCommandTests : IDisposable
{
    private readonly CliFixture _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("approve", "Yes")]
    [InlineData("reject", "No")]
    public async Task Approve_OptionInAnotherCase_GivesTheOption(string verb, string answer)
    {
        await using FakeApi api = await StartAsync();
        api.Approvals = [Pending(["Yes", "No"])];

        int exit = await _cli.RunAsync("runs", verb, FakeApi.RunId, "--comment", "fine");

        Assert.Equal(ExitCode.Complete, exit);
        Assert.Contains(api.Requests, r => r.EndsWith($$"""/approvals/q {"answer":"{{answer}}","comment":"fine","by":"cli"}""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Approve_NoSuchOption_NamesTheOptions()
    {
        await using FakeApi api = await StartAsync();
        api.Approvals = [Pending(["small", "large"])];

        Assert.Equal(ExitCode.Usage, await _cli.RunAsync("runs", "approve", FakeApi.RunId));
        Assert.Contains("small, large", _cli.Error);
    }

    [Fact]
    public async Task Approve_AgainWhileTheRunGoesOn_RepeatsTheSameAnswer()
    {
        await using FakeApi api = await StartAsync();
        api.Approvals = [Pending(["yes", "no"]) with { State = "answered", Answer = "yes", AnsweredBy = "cli" }];

        Assert.Equal(ExitCode.Complete, await _cli.RunAsync("runs", "approve", FakeApi.RunId));
        Assert.Contains(api.Requests, r => r.EndsWith("""/approvals/q {"answer":"yes","by":"cli"}""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Approve_AgainAfterTheRun_DoesNothing()
    {
        await using FakeApi api = await StartAsync();
        api.Approvals = [Pending(["yes", "no"]) with { State = "answered", Answer = "yes", AnsweredBy = "cli" }];
        api.Complete(RunStatus.Succeeded, "CODER_COMPLETE");

        Assert.Equal(ExitCode.Complete, await _cli.RunAsync("runs", "approve", FakeApi.RunId));
        Assert.DoesNotContain(api.Requests, r => r.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Approve_AfterReject_SaysWhatStands()
    {
        await using FakeApi api = await StartAsync();
        api.Approvals = [Pending(["yes", "no"]) with { State = "answered", Answer = "no", AnsweredBy = "cli" }];

        Assert.Equal(ExitCode.Usage, await _cli.RunAsync("runs", "approve", FakeApi.RunId));
        Assert.Contains("answered no already", _cli.Error);
    }

    [Fact]
    public async Task Answer_FreeText_IsGivenAsItIs()
    {
        await using FakeApi api = await StartAsync();
        api.Approvals = [Pending([]) with { Kind = "input" }];

        await _cli.RunAsync("runs", "answer", FakeApi.RunId, "use port 80");

        Assert.Contains(api.Requests, r => r.EndsWith("""{"answer":"use port 80","by":"cli"}""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resume_Paused_PostsResumeAndFollowsFromThere()
    {
        await using FakeApi api = await StartAsync();
        api.Emit(RunEventTypes.RunStarted);
        api.Emit(RunEventTypes.NodeCompleted, """{"node":"old"}""");
        api.Become(RunStatus.Paused);
        api.OnPost = _ => api.Complete(RunStatus.Succeeded, "CODER_COMPLETE");

        int exit = await _cli.RunAsync("runs", "resume", FakeApi.RunId, "--budget", "7");

        Assert.Equal(ExitCode.Complete, exit);
        Assert.Contains(api.Requests, r => r.EndsWith("""/resume {"budget":7}""", StringComparison.Ordinal));
        Assert.DoesNotContain("old", _cli.Error);
        Assert.StartsWith("CODER_COMPLETE\n", _cli.Out);
    }

    [Fact]
    public async Task Resume_Quarantined_IsTriedAgain()
    {
        await using FakeApi api = await StartAsync();
        api.Become(RunStatus.Quarantined, run => run with { Error = "System.IO.IOException: disk full", ErrorCode = "quarantined", Reason = "platform" });
        await _cli.RunAsync("runs", "show", FakeApi.RunId);
        Assert.Contains("error         System.IO.IOException: disk full", _cli.Out);
        Task<int> resume = _cli.RunAsync("runs", "resume", FakeApi.RunId);
        await Eventually.TrueAsync(() => api.Requests.Any(r => r.Contains("/resume", StringComparison.Ordinal)));

        api.Become(RunStatus.Running);
        await Eventually.TrueAsync(() => api.Requests.Any(r => r.Contains("/events", StringComparison.Ordinal) && !r.Contains("limit", StringComparison.Ordinal)));
        api.Become(RunStatus.Quarantined, run => run with { Error = "System.IO.IOException: disk full" });

        Assert.Equal(ExitCode.Platform, await resume);
        Assert.Contains("the run is quarantined, the host could not go on with it: System.IO.IOException: disk full", _cli.Error);
        Assert.Contains($"coder runs resume {FakeApi.RunId}\n", _cli.Error);
    }

    [Fact]
    public async Task Resume_TakesNoticeLater_IsWaitedFor()
    {
        await using FakeApi api = await StartAsync();
        api.Become(RunStatus.Paused);
        Task<int> resume = _cli.RunAsync("runs", "resume", FakeApi.RunId);
        await Eventually.TrueAsync(() => api.Requests.Count(r => r == $"GET /v1/runs/{FakeApi.RunId}") >= 3);

        api.Become(RunStatus.Running);
        api.Complete(RunStatus.Succeeded, "CODER_COMPLETE");

        Assert.Equal(ExitCode.Complete, await resume);
    }

    [Fact]
    public async Task Resume_Final_TellsTheResultAgain()
    {
        await using FakeApi api = await StartAsync();
        api.Complete(RunStatus.Rejected, "CODER_REJECTED");

        Assert.Equal(ExitCode.Rejected, await _cli.RunAsync("runs", "resume", FakeApi.RunId));
        Assert.DoesNotContain(api.Requests, r => r.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Logs_MoreThanAPage_PrintsThemAll()
    {
        await using FakeApi api = await StartAsync();
        for (int i = 0; i < 5; i++)
        {
            api.Emit(RunEventTypes.NodeStarted, $$"""{"node":"n{{i}}","type":"llm","visit":1}""");
        }

        Assert.Equal(ExitCode.Complete, await _cli.RunAsync("runs", "logs", FakeApi.RunId));
        Assert.Equal(5, _cli.OutLines().Length);
        Assert.EndsWith("n4 (llm)", _cli.OutLines()[4]);
    }

    [Theory]
    [InlineData("abcd")]
    [InlineData("0198c0de")]
    public async Task Show_PartOfTheId_FindsTheRun(string part)
    {
        await using FakeApi api = await StartAsync();

        Assert.Equal(ExitCode.Complete, await _cli.RunAsync("runs", "show", part, "--json"));
        Assert.Contains(FakeApi.RunId, _cli.Out);
    }

    [Theory]
    [InlineData(RunStatus.Queued, null, 0)]
    [InlineData(RunStatus.Running, null, 0)]
    [InlineData(RunStatus.WaitingApproval, null, 6)]
    [InlineData(RunStatus.WaitingInput, null, 6)]
    [InlineData(RunStatus.Paused, null, 130)]
    [InlineData(RunStatus.BudgetExceeded, null, 4)]
    [InlineData(RunStatus.Succeeded, null, 0)]
    [InlineData(RunStatus.Failed, "agent", 1)]
    [InlineData(RunStatus.Failed, "platform", 5)]
    [InlineData(RunStatus.Rejected, null, 3)]
    [InlineData(RunStatus.BlockedByPolicy, null, 7)]
    [InlineData(RunStatus.Canceled, null, 8)]
    [InlineData(RunStatus.TimedOut, null, 124)]
    public async Task Show_Run_ExitsAsItDid(RunStatus status, string? reason, int expected)
    {
        await using FakeApi api = await StartAsync();
        api.Become(status, run => run with { Reason = reason });

        Assert.Equal(expected, await _cli.RunAsync("runs", "show", FakeApi.RunId));
        Assert.Equal(expected, await _cli.RunAsync("runs", "show", FakeApi.RunId, "--json"));
    }

    [Theory]
    [InlineData(RunStatus.Succeeded, null, 0)]
    [InlineData(RunStatus.Failed, "agent", 1)]
    [InlineData(RunStatus.Failed, "platform", 5)]
    [InlineData(RunStatus.Rejected, null, 3)]
    [InlineData(RunStatus.BlockedByPolicy, null, 7)]
    [InlineData(RunStatus.Canceled, null, 8)]
    [InlineData(RunStatus.TimedOut, null, 124)]
    public async Task RunAndResume_FinalRun_ExitAsItDid(RunStatus status, string? reason, int expected)
    {
        await using FakeApi api = await StartAsync();
        api.Complete(status, "text", reason);

        Assert.Equal(expected, await _cli.RunAsync("run", "do it"));
        Assert.Equal(expected, await _cli.RunAsync("runs", "resume", FakeApi.RunId));
    }

    [Fact]
    public async Task Show_ScriptedModel_CostsNothingAndSaysSo()
    {
        await using FakeApi api = await StartAsync();
        api.Become(RunStatus.Running, run => run with { Model = "scripted:/script.json", Usage = run.Usage with { Credits = 0, Usd = 0 } });

        await _cli.RunAsync("runs", "show", FakeApi.RunId);

        Assert.Contains(_cli.OutLines(), line => line.StartsWith("cost ", StringComparison.Ordinal) && line.EndsWith("0 credits: a scripted model costs nothing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_PricedModel_SaysWhatItCost()
    {
        await using FakeApi api = await StartAsync();

        await _cli.RunAsync("runs", "show", FakeApi.RunId);

        Assert.Contains(_cli.OutLines(), line => line.StartsWith("cost ", StringComparison.Ordinal) && line.EndsWith("0.5 credits ($0.05)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_UnknownId_IsUsage()
    {
        await using FakeApi api = await StartAsync();

        Assert.Equal(ExitCode.Usage, await _cli.RunAsync("runs", "show", "ffffffff"));
    }

    [Fact]
    public async Task Artifacts_To_SavesThem()
    {
        await using FakeApi api = await StartAsync();

        await _cli.RunAsync("runs", "artifacts", FakeApi.RunId, "--to", "saved");

        Assert.Equal("patch", await File.ReadAllTextAsync(Path.Combine(_cli.Folder, "saved", "change.patch")));
    }

    [Fact]
    public async Task List_Status_IsAskedFor()
    {
        await using FakeApi api = await StartAsync();

        await _cli.RunAsync("runs", "list", "--status", "waiting_approval");

        Assert.Contains("GET /v1/runs?limit=20&status=waiting_approval", api.Requests);
        Assert.Empty(_cli.Out);
    }

    [Fact]
    public async Task Validate_Findings_HavePlaceRuleAndFix()
    {
        await using FakeApi api = await StartAsync();
        string agent = Path.Combine(_cli.Folder, "own");
        Directory.CreateDirectory(agent);

        Assert.Equal(ExitCode.Usage, await _cli.RunAsync("validate", "own"));
        Assert.Equal(["own/graph.yaml:3:5: error E1: no such node", "    fix: name a node", "own: invalid"], _cli.OutLines());
    }

    [Fact]
    public async Task Server_WithoutKey_NamesTheVariable()
    {
        Assert.Equal(ExitCode.Usage, await _cli.RunAsync("runs", "list", "--server", "http://127.0.0.1:9"));
        Assert.Contains("CODER_API_KEY", _cli.Error);
    }

    [Fact]
    public async Task Server_WithKey_IsUsedInsteadOfTheHome()
    {
        await using FakeApi api = await FakeApi.StartAsync();
        _cli.Variables["CODER_API_KEY"] = FakeApi.Key;

        Assert.Equal(ExitCode.Complete, await _cli.RunAsync("runs", "list", "--server", api.Address.ToString()));
        Assert.False(Directory.Exists(_cli.HomeFolder));
    }

    private static ApprovalView Pending(string[] options) => new()
    {
        Id = "q", Kind = "approval", Node = "n", Question = "Which?", Options = options, State = "pending", RequestedAt = DateTimeOffset.UnixEpoch,
    };

    private async Task<FakeApi> StartAsync()
    {
        FakeApi api = await FakeApi.StartAsync();
        api.Announce(_cli.HomeFolder);
        return api;
    }
}
