using Coder.Contracts;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Orchestrations;

/// <summary>Runs whose graph delegates to another agent.</summary>
public sealed class ChildAgentTests : IDisposable
{
    private readonly RunHome _home = new();

    public ChildAgentTests()
    {
        _home.Script("""{"version": 1, "visits": [{"visit": 1, "turns": [{"text": "said", "usage": {"input_tokens": 1000, "output_tokens": 100}}]}]}""");
        _home.Agent("talker", """
            name: talker
            version: "1.0"
            start: talk
            nodes:
              talk: {type: llm, prompt: "{{initial_prompt}}", next: done}
              done: {type: end, output: "talked"}
            """);
        _home.Agent("asker", """
            name: asker
            version: "1.0"
            start: ask
            nodes:
              ask: {type: input, question: "Which?", next: done, state_updates: {answer: "{{input}}"}}
              done: {type: end, output: "{{answer}}"}
            """);
        _home.Agent("endless", """
            name: endless
            version: "1.0"
            start: again
            nodes:
              again: {type: agent, agent: endless, prompt: "Deeper.", next: done}
              done: {type: end, output: "back"}
            """);
    }

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("50")]
    public async Task Usage_OfAChild_IsTheRuns(string stepsPerHistory)
    {
        await using RunHost host = await RunHost.StartAsync(_home, "--CODER_STEPS_PER_HISTORY", stepsPerHistory);
        string run = await host.StartRunAsync(Parent("talker", "One."));

        RunView end = await host.EndAsync(run);

        Assert.Equal(RunStatus.Rejected, end.Status);
        Assert.Equal("CODER_REJECTED\ntalked", end.Output);
        Assert.Equal((1, 1000L, 100L), (end.Usage.Turns, end.Usage.InputTokens, end.Usage.OutputTokens));
    }

    [Fact]
    public async Task Budget_SpentByAChild_StopsTheRunBetweenTwoTurnsOfIt()
    {
        _home.Agent("chatter", """
            name: chatter
            version: "1.0"
            start: talk
            nodes:
              talk: {type: llm, prompt: One., next: more}
              more: {type: llm, prompt: Two., next: done}
              done: {type: end, output: "talked"}
            """);
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(Parent("chatter", "One."), request => request with { Budget = 0.000001m });
        await host.ReachAsync(run, RunStatus.BudgetExceeded);

        await host.OperateAsync(run, "resume", new() { ["budget"] = 100 });

        Assert.Equal(2, (await host.EndAsync(run)).Usage.Turns);
        Assert.Equal(["talk", "more"], _home.Requests.Select(r => r.Node));
    }

    [Fact]
    public async Task Questions_OfTheSameChildTwice_AreTwo()
    {
        string agent = _home.Agent("twice", """
            name: twice
            version: "1.0"
            start: first
            nodes:
              first: {type: agent, agent: asker, prompt: "First.", next: second, state_updates: {one: "{{output}}"}}
              second: {type: agent, agent: asker, prompt: "Second.", next: done, state_updates: {two: "{{output}}"}}
              done: {type: end, outcome: rejected, output: "CODER_REJECTED {{one}} {{two}}"}
            """);
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(agent);
        await host.ReachAsync(run, RunStatus.WaitingInput);
        ApprovalView first = Assert.Single(await host.ApprovalsAsync(run));

        // Through a pause, so that the answer has to find a child that was started anew.
        await host.OperateAsync(run, "pause");
        await host.ReachAsync(run, RunStatus.Paused);
        await host.OperateAsync(run, "resume");
        await host.ReachAsync(run, RunStatus.WaitingInput);
        await host.AnswerAsync(run, first.Id, "this");
        await host.UntilEventAsync(run, e => e.Type == RunEventTypes.ApprovalRequested && e.Data["approval_id"]!.GetValue<string>() != first.Id);
        ApprovalView second = Assert.Single(await host.ApprovalsAsync(run), a => a.State == "pending");
        await host.AnswerAsync(run, second.Id, "that");

        Assert.Equal("CODER_REJECTED\nthis that", (await host.EndAsync(run)).Output);
    }

    [Fact]
    public async Task Cancel_WhileAChildWaits_EndsTheRun()
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(Parent("asker", "Ask."));
        await host.ReachAsync(run, RunStatus.WaitingInput);

        await host.OperateAsync(run, "cancel");

        Assert.Equal(RunStatus.Canceled, (await host.EndAsync(run)).Status);
    }

    [Fact]
    public async Task Timeout_OfTheNode_EndsTheChildAndFailsTheNode()
    {
        _home.OnTurn = (_, cancellation) => new TaskCompletionSource().Task.WaitAsync(cancellation);
        await using RunHost host = await RunHost.StartAsync(_home);

        RunView end = await host.EndAsync(await host.StartRunAsync(Parent("talker", "One.", timeoutSeconds: 1)));

        Assert.Equal((RunStatus.Failed, "R15"), (end.Status, end.ErrorCode));
        Assert.Contains("worked longer than its 1 s", end.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.000001", 1, "budget")]
    [InlineData("100", 2, null)]
    public async Task Budget_OfTheNode_EndsTheChildBeforeItsNextTurn(string credits, int turns, string? code)
    {
        _home.Agent("chatter", """
            name: chatter
            version: "1.0"
            start: talk
            nodes:
              talk: {type: agent, agent: talker, prompt: One., next: more}
              more: {type: llm, prompt: Two., next: done}
              done: {type: end, output: "talked"}
            """);
        await using RunHost host = await RunHost.StartAsync(_home);

        RunView end = await host.EndAsync(await host.StartRunAsync(Parent("chatter", "One.", fields: $"budget: {{credits: {credits}}}")));

        Assert.Equal((turns, code), (end.Usage.Turns, end.ErrorCode));
        Assert.Equal(code is null ? RunStatus.Rejected : RunStatus.Failed, end.Status);
    }

    [Fact]
    public async Task Agents_BelowTheThird_AreRefused()
    {
        await using RunHost host = await RunHost.StartAsync(_home);

        RunView end = await host.EndAsync(await host.StartRunAsync(Path.Combine(_home.Agents, "endless")));

        // The refused child fails its parent, whose text is the next one's success.
        Assert.NotNull(end.Output);
        IReadOnlyList<RunEvent> events = await host.EventsAsync(end.Id);
        Assert.Equal("R15", Assert.Single(events, e => e.Type == RunEventTypes.NodeFailed).Data["code"]!.GetValue<string>());
        Assert.Equal(4, events.Count(e => e.Type == RunEventTypes.NodeStarted && e.Data["node"]!.GetValue<string>() == "again"));
    }

    private string Parent(string agent, string prompt, int timeoutSeconds = 300, string fields = "description: Delegates.") => _home.Agent("parent", $$$"""
        name: parent
        version: "1.0"
        start: delegate
        nodes:
          delegate: {type: agent, agent: {{{agent}}}, prompt: "{{{prompt}}}", timeout: {{{timeoutSeconds}}}, {{{fields}}}, next: done, state_updates: {said: "{{output}}"}}
          done: {type: end, outcome: rejected, output: "CODER_REJECTED {{said}}"}
        """);
}
