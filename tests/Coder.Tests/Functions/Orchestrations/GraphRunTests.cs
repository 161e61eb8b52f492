using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Tests.Functions.Hosting;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Functions.Orchestrations;

public sealed class GraphRunTests : IDisposable
{
    private const string AskingGraph = """
        name: asking
        version: "1.0"
        start: ask
        nodes:
          ask:
            type: approval
            question: Go on?
            options: ["yes", "no"]
            routes: {"yes": done, "no": stop}
            on_other: stop
          done: {type: end, outcome: rejected, output: "CODER_REJECTED as wished"}
          stop: {type: end, outcome: failed, output: "CODER_FAILED no"}
        """;

    private readonly RunHome _home = new();

    public GraphRunTests() => _home.Script("""{"version": 1, "visits": [{"visit": 1, "turns": [{"text": "said", "usage": {"input_tokens": 1000, "output_tokens": 100}}]}]}""");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Pause_WhileWaitingForAnApproval_WaitsForItAgainAfterResume()
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(_home.Agent("asking", AskingGraph));
        await host.ReachAsync(run, RunStatus.WaitingApproval);

        await host.OperateAsync(run, "pause");
        await host.ReachAsync(run, RunStatus.Paused);
        await host.OperateAsync(run, "resume");
        await host.ReachAsync(run, RunStatus.WaitingApproval);
        ApprovalView question = Assert.Single(await host.ApprovalsAsync(run));
        await host.AnswerAsync(run, question.Id, "yes");

        Assert.Equal(RunStatus.Rejected, (await host.EndAsync(run)).Status);
        IReadOnlyList<RunEvent> events = await host.EventsAsync(run);
        Assert.Single(events, e => e.Type == RunEventTypes.ApprovalRequested);
        Assert.Single(events, e => e.Type == RunEventTypes.RunCompleted);
        Assert.Equal(
            ["paused", "running", "waiting_approval"],
            events.Where(e => e.Type == RunEventTypes.RunStatus).Select(e => e.Data["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Answer_WhilePaused_CountsAfterResume()
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(_home.Agent("asking", AskingGraph));
        await host.ReachAsync(run, RunStatus.WaitingApproval);
        await host.OperateAsync(run, "pause");
        await host.ReachAsync(run, RunStatus.Paused);

        await host.AnswerAsync(run, (await host.ApprovalsAsync(run))[0].Id, "yes");
        Assert.Equal(RunStatus.Paused, (await host.GetAsync(run)).Status);
        await host.OperateAsync(run, "resume");

        Assert.Equal(RunStatus.Rejected, (await host.EndAsync(run)).Status);
    }

    [Theory]
    [InlineData(RunStatus.WaitingApproval)]
    [InlineData(RunStatus.Paused)]
    public async Task Cancel_WhileTheRunWaits_EndsIt(RunStatus state)
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(_home.Agent("asking", AskingGraph));
        await host.ReachAsync(run, RunStatus.WaitingApproval);
        if (state == RunStatus.Paused)
        {
            await host.OperateAsync(run, "pause");
            await host.ReachAsync(run, state);
        }

        await host.OperateAsync(run, "cancel");

        Assert.Equal(RunStatus.Canceled, (await host.EndAsync(run)).Status);
        Assert.Equal("canceled", Assert.Single(await host.ApprovalsAsync(run)).State);
    }

    [Fact]
    public async Task Budget_ThatIsSpent_WaitsForANewOneAndCanBePausedMeanwhile()
    {
        string agent = _home.Agent("talking", """
            name: talking
            version: "1.0"
            start: first
            nodes:
              first: {type: llm, prompt: One., next: second}
              second: {type: llm, prompt: Two., next: done}
              done: {type: end, outcome: rejected, output: "CODER_REJECTED as wished"}
            """);
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(agent, request => request with { Budget = 0.000001m });
        await host.ReachAsync(run, RunStatus.BudgetExceeded);

        await host.OperateAsync(run, "pause");
        await host.ReachAsync(run, RunStatus.Paused);
        await host.OperateAsync(run, "resume");
        await host.ReachAsync(run, RunStatus.BudgetExceeded);
        await host.OperateAsync(run, "resume", new JsonObject { ["budget"] = 100 });

        RunView end = await host.EndAsync(run);
        Assert.Equal(RunStatus.Rejected, end.Status);
        Assert.Equal(2, end.Usage.Turns);
        Assert.Equal(["first", "second"], _home.Requests.Select(r => r.Node));
    }

    [Fact]
    public async Task WorkspaceFailure_EndsTheRunAtOnceWithItsCode()
    {
        _home.Workspaces.Failure = new WorkspaceException("sandbox_unavailable", "No sandbox works here.");
        await using RunHost host = await RunHost.StartAsync(_home);

        RunView end = await host.EndAsync(await host.StartRunAsync(_home.Agent("asking", AskingGraph)));

        Assert.Equal((RunStatus.Failed, "platform", "sandbox_unavailable"), (end.Status, end.Reason, end.ErrorCode));
        Assert.Equal(1, _home.Workspaces.Opened);
    }
}
