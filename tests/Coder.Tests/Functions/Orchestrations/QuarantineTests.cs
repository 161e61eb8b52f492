using System.Net;
using System.Net.Http.Json;
using Coder.Contracts;
using Coder.Testing;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Orchestrations;

/// <summary>Runs whose orchestration cannot go on: seen, tried again from their rows, given up.</summary>
public sealed class QuarantineTests : IDisposable
{
    private const string Graph = """
        name: asking
        version: "1.0"
        start: think
        nodes:
          think: {type: llm, prompt: One., next: ask}
          ask:
            type: approval
            question: Go on?
            options: ["yes", "no"]
            routes: {"yes": done, "no": stop}
            on_other: stop
          done: {type: end, outcome: rejected, output: "CODER_REJECTED as wished"}
          stop: {type: end, outcome: failed, output: "CODER_FAILED no"}
        """;

    // Five attempts of an activity take some 20 s of this clock.
    private readonly RunHome _home = new() { Time = new FastTime(20) };
    private readonly string _agent;

    public QuarantineTests()
    {
        _agent = _home.Agent("asking", Graph);
        _home.Script("""{"version": 1, "visits": [{"visit": 1, "turns": [{"text": "said", "usage": {"input_tokens": 1000, "output_tokens": 100}}]}]}""");
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Activity_ThatAlwaysThrows_QuarantinesTheRunAndResumeGoesOn()
    {
        _home.Workspaces.Failure = new IOException("No space left on device.");
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(_agent);

        RunView aside = await SetAsideAsync(host, run);
        Assert.Equal(5, _home.Workspaces.Opened);
        Assert.Equal(("platform", "quarantined", "System.IO.IOException: No space left on device."), (aside.Reason, aside.ErrorCode, aside.Error));
        Assert.Null(aside.CompletedAt);
        Assert.Equal(run, Assert.Single(await ListAsync(host, "quarantined")).Id);
        RunEvent told = Assert.Single(await host.EventsAsync(run), e => e.Type == RunEventTypes.RunStatus);
        Assert.Equal(("quarantined", aside.Error), (told.Data["status"]!.ToString(), told.Data["error"]!.ToString()));

        _home.Workspaces.Failure = null;
        RunView end = await ResumeAndAnswerAsync(host, run);

        Assert.Equal((RunStatus.Rejected, null, null), (end.Status, end.Error, end.ErrorCode));
        Assert.Empty(await ListAsync(host, "quarantined"));
        Assert.Equal(
            ["quarantined", "running"], (await host.EventsAsync(run)).Where(e => e.Type == RunEventTypes.RunStatus).Select(e => e.Data["status"]!.ToString()));
        Assert.Single(await host.EventsAsync(run), e => e.Type == RunEventTypes.RunCompleted);
    }

    [Theory]
    [InlineData("UPDATE hub_coder_history SET events = x'63' WHERE step = 1 AND key = {0}", "format 99")]
    [InlineData("DELETE FROM hub_coder_history WHERE step = 2 AND key = {0}", "of its")]
    [InlineData("INSERT INTO hub_coder_inbox (key, event) VALUES ({0}, x'01FF')", "unknown kind 255")]
    [InlineData("UPDATE hub_coder_instances SET name = 'RunOfYesterday' WHERE key = {0}", "No orchestrator named 'RunOfYesterday' is registered")]
    [InlineData("INSERT INTO hub_coder_activities (key, generation, id, name, tries) VALUES ({0}, 1, 99, 'Act', 5)", "begun 5 times")]
    [InlineData("UPDATE hub_coder_instances SET status = 5 WHERE key = {0}", "Terminated")]
    public async Task Orchestration_ThatCannotGoOn_QuarantinesTheRunAndAnotherGoesOnFromItsRows(string damage, string says)
    {
        string run;
        await using (RunHost host = await RunHost.StartAsync(_home))
        {
            run = await host.StartRunAsync(_agent);
            await host.ReachAsync(run, RunStatus.WaitingApproval);
        }

        _home.Damage(string.Format(System.Globalization.CultureInfo.InvariantCulture, damage, $"(SELECT key FROM hub_coder_instances WHERE id = '{run}')"));
        await using RunHost next = await RunHost.StartAsync(_home);
        await next.AnswerAsync(run, (await next.ApprovalsAsync(run))[0].Id, "yes");

        RunView aside = await SetAsideAsync(next, run);
        Assert.Contains(says, aside.Error, StringComparison.Ordinal);
        Assert.Equal("quarantined", aside.ErrorCode);
        Assert.Equal(run, Assert.Single(await ListAsync(next, "quarantined")).Id);

        await next.OperateAsync(run, "resume");
        RunView end = await next.EndAsync(run);
        Assert.Equal(RunStatus.Rejected, end.Status);
        Assert.Single(_home.Requests);
        Assert.Single(await next.EventsAsync(run), e => e.Type == RunEventTypes.ApprovalRequested);
    }

    [Fact]
    public async Task Turn_ThatEndsTheHostFiveTimes_QuarantinesTheRunAndNotTheHost()
    {
        List<RunHome> lives = [_home];
        string run = "";
        for (int life = 1; life <= 5; life++)
        {
            TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lives[^1].OnTurn = (_, cancellation) =>
            {
                reached.TrySetResult();
                return new TaskCompletionSource().Task.WaitAsync(cancellation);
            };
            await using RunHost host = await RunHost.StartAsync(lives[^1]);
            run = life == 1 ? await host.StartRunAsync(_agent) : run;
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
            lives.Add(lives[^1].CrashCopy());
        }

        await using (RunHost last = await RunHost.StartAsync(lives[^1]))
        {
            RunView aside = await SetAsideAsync(last, run);
            Assert.Contains("Activity 'Think' (#0) was begun 5 times", aside.Error, StringComparison.Ordinal);
            Assert.Empty(lives[^1].Requests);

            Assert.Equal(RunStatus.Rejected, (await ResumeAndAnswerAsync(last, run)).Status);
            Assert.Single(lives[^1].Requests);
        }

        lives.Skip(1).ToList().ForEach(home => home.Dispose());
    }

    [Fact]
    public async Task Cancel_OfAQuarantinedRun_EndsIt()
    {
        _home.Workspaces.Failure = new IOException("No space left on device.");
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(_agent);
        await SetAsideAsync(host, run);

        using HttpResponseMessage paused = await host.Http.PostAsync($"/v1/runs/{run}/pause", null);
        Assert.Equal(HttpStatusCode.Conflict, paused.StatusCode);
        await host.OperateAsync(run, "cancel");

        Assert.Equal(RunStatus.Canceled, (await host.EndAsync(run)).Status);
        Assert.Empty(_home.Requests);
    }

    [Fact]
    public async Task Quarantine_AgainAndAgain_IsToldEachTime()
    {
        _home.Workspaces.Failure = new IOException("No space left on device.");
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(_agent);
        await host.UntilEventAsync(run, IsQuarantined);
        await host.OperateAsync(run, "resume");
        await host.UntilEventAsync(run, IsQuarantined, times: 2);

        Assert.Equal(
            ["quarantined", "running", "quarantined"],
            (await host.EventsAsync(run)).Where(e => e.Type == RunEventTypes.RunStatus).Select(e => e.Data["status"]!.ToString()));
        Assert.Equal(10, _home.Workspaces.Opened);
    }

    private static bool IsQuarantined(RunEvent e) => e.Type == RunEventTypes.RunStatus && e.Data["status"]!.ToString() == "quarantined";

    /// <summary>The run when it is quarantined and its event, which is written after its row, there too.</summary>
    private static async Task<RunView> SetAsideAsync(RunHost host, string run)
    {
        await host.UntilEventAsync(run, IsQuarantined);
        return await host.GetAsync(run);
    }

    private static async Task<RunView> ResumeAndAnswerAsync(RunHost host, string run)
    {
        await host.OperateAsync(run, "resume");
        await host.ReachAsync(run, RunStatus.WaitingApproval);
        await host.AnswerAsync(run, Assert.Single(await host.ApprovalsAsync(run)).Id, "yes");
        return await host.EndAsync(run);
    }

    private static async Task<IReadOnlyList<RunView>> ListAsync(RunHost host, string status) =>
        (await host.Http.GetFromJsonAsync<Page<RunView>>($"/v1/runs?status={status}", ApiJson.Options))!.Items;
}
