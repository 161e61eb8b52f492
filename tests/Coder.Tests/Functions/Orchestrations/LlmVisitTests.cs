using Coder.Agents.Chat;
using Coder.Contracts;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Orchestrations;

/// <summary>Visits of llm nodes: their questions, interruptions, attempts and budgets.</summary>
public sealed class LlmVisitTests : IDisposable
{
    private const string AskingScript = """
        {"version": 1, "visits": [{"visit": 1, "turns": [
          {"tool_calls": [{"name": "fs_write", "arguments": {"path": "a.txt", "contents": "one"}}, {"name": "user__ask", "arguments": {"question": "Which?"}}]},
          {"text": "done"}]}]}
        """;

    private const string TalkingScript = """
        {"version": 1, "visits": [{"visit": 1, "turns": [
          {"tool_calls": [{"name": "fs_ls", "arguments": {"path": "."}}], "usage": {"input_tokens": 1000, "output_tokens": 100}}, {"text": "done"}]}]}
        """;

    private readonly RunHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("50")]
    public async Task Question_OfTheModel_IsAskedOnceThroughAPauseAndAnswered(string stepsPerHistory)
    {
        _home.Script(AskingScript);
        await using RunHost host = await RunHost.StartAsync(_home, "--CODER_STEPS_PER_HISTORY", stepsPerHistory);
        string run = await host.StartRunAsync(Agent("tools: [fs_write, user__ask]"));
        await host.ReachAsync(run, RunStatus.WaitingInput);

        await host.OperateAsync(run, "pause");
        await host.ReachAsync(run, RunStatus.Paused);
        await host.OperateAsync(run, "resume");
        await host.ReachAsync(run, RunStatus.WaitingInput);
        await host.AnswerAsync(run, Assert.Single(await host.ApprovalsAsync(run)).Id, "this");

        Assert.Equal(RunStatus.Rejected, (await host.EndAsync(run)).Status);
        Assert.Equal(2, _home.Requests.Count);
        IReadOnlyList<RunEvent> events = await host.EventsAsync(run);
        Assert.Single(events, e => e.Type == RunEventTypes.ApprovalRequested);
        Assert.Equal("waiting_input", events.Last(e => e.Type == RunEventTypes.RunStatus).Data["status"]!.GetValue<string>());
        Assert.Contains("this", Assert.Single(events, e => IsTool(e, 1)).Data["result"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Single(events, e => IsTool(e, 0));
    }

    [Theory]
    [InlineData("cancel", RunStatus.Canceled)]
    [InlineData("pause", RunStatus.Paused)]
    public async Task Operation_WhileTheModelAnswers_GivesItsAnswerUp(string operation, RunStatus expected)
    {
        _home.Script(TalkingScript);
        TaskCompletionSource reached = new();
        _home.OnTurn = (_, cancellation) =>
        {
            reached.TrySetResult();
            return new TaskCompletionSource().Task.WaitAsync(cancellation);
        };
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(Agent("tools: [fs_ls]"));
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

        await host.OperateAsync(run, operation);

        Assert.Equal(expected, (await host.ReachAsync(run, expected)).Status);
        if (expected == RunStatus.Paused)
        {
            _home.OnTurn = (_, _) => Task.CompletedTask;
            await host.OperateAsync(run, "resume");
            RunView end = await host.EndAsync(run);
            Assert.Equal((RunStatus.Rejected, 2), (end.Status, end.Usage.Turns));
        }
    }

    [Fact]
    public async Task Crash_WhileATurnsToolsWereDone_RunsNoneOfThemAgain()
    {
        _home.Script(AskingScript);
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(Agent("tools: [fs_write, user__ask]"));
        await host.ReachAsync(run, RunStatus.WaitingInput);

        using RunHome left = _home.CrashCopy();
        await using RunHost next = await RunHost.StartAsync(left);
        await next.AnswerAsync(run, Assert.Single(await next.ApprovalsAsync(run)).Id, "this");
        RunView end = await next.EndAsync(run);

        Assert.Equal((RunStatus.Rejected, 2), (end.Status, end.Usage.Turns));
        Assert.Equal(2, Assert.Single(left.Requests).Turn);
        Assert.Single(await next.EventsAsync(run), e => IsTool(e, 0));
        Assert.Equal("one", left.Workspaces[run]["a.txt"]);
    }

    [Theory]
    [InlineData(2, RunStatus.Failed)]
    [InlineData(3, RunStatus.Rejected)]
    public async Task MaxAttempts_OfANode_AreThatMany(int attempts, RunStatus expected)
    {
        _home.Script(TalkingScript);
        int failures = 2;
        _home.OnTurn = (_, _) => failures-- > 0
            // Asks for a longer wait than the transport's own retries take, so that each attempt is one request.
            ? throw new ModelException(ModelErrorCodes.Unavailable, "Down.", transient: true, retryAfter: TimeSpan.FromHours(1))
            : Task.CompletedTask;
        await using RunHost host = await RunHost.StartAsync(_home);

        RunView end = await host.EndAsync(await host.StartRunAsync(Agent($"tools: [fs_ls], max_attempts: {attempts}")));

        Assert.Equal(expected, end.Status);
        Assert.Equal(0, end.Usage.TurnsRepeatedInFlight);
        if (expected == RunStatus.Failed)
        {
            Assert.Equal(("platform", ModelErrorCodes.Unavailable), (end.Reason, end.ErrorCode));
        }
    }

    [Fact]
    public async Task Budget_OfANode_FailsItBeforeTheNextTurn()
    {
        _home.Script(TalkingScript);
        await using RunHost host = await RunHost.StartAsync(_home);

        RunView end = await host.EndAsync(await host.StartRunAsync(Agent("tools: [fs_ls], budget: {credits: 0.000001}")));

        Assert.Equal((RunStatus.Failed, "budget"), (end.Status, end.ErrorCode));
        Assert.Single(_home.Requests);
    }

    [Theory]
    [InlineData("timeout: 1", "R14", "took longer than its 1 s")]
    [InlineData("budget: {seconds: 1}", "budget", "the 1 s of its budget")]
    public async Task Time_OfANode_StopsTheCommandThatRuns(string limit, string code, string message)
    {
        _home.Script("""
            {"version": 1, "visits": [{"visit": 1, "turns": [{"tool_calls": [{"name": "execute_command", "arguments": {"command": "sleep 1000"}}]}]}]}
            """);
        await using RunHost host = await RunHost.StartAsync(_home);
        _home.EveryCommand(cancellation => new TaskCompletionSource().Task.WaitAsync(cancellation));

        string run = await host.StartRunAsync(Agent($"tools: [execute_command], {limit}"));
        RunView end = await host.EndAsync(run);

        Assert.Equal((RunStatus.Failed, code), (end.Status, end.ErrorCode));
        Assert.Contains(message, end.Error, StringComparison.Ordinal);
        IReadOnlyList<RunEvent> events = await host.EventsAsync(run);
        Assert.Contains(message, Assert.Single(events, e => IsTool(e, 0)).Data["result"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Single(_home.Requests);
    }

    private static bool IsTool(RunEvent e, int call) => e.Type == RunEventTypes.ToolCompleted && e.Data["call"]!.GetValue<int>() == call;

    private string Agent(string fields) => _home.Agent("talker", $$"""
        name: talker
        version: "1.0"
        global_tools: [fs_ls, fs_write, user__ask, execute_command]
        start: talk
        nodes:
          talk: {type: llm, prompt: Talk., next: done, {{fields}}}
          done: {type: end, outcome: rejected, output: "CODER_REJECTED talked"}
        """);
}
