using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Runs.Approvals;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Tests.Functions.Hosting;
using Coder.Tests.Runs;

namespace Coder.Tests.Functions.Orchestrations;

/// <summary>Runs whose host died at a bad moment are found by the next one, without anybody asking for them.</summary>
public sealed class SweepTests : IDisposable
{
    private const string AskingGraph = """
        name: asking
        version: "1.0"
        start: ask
        nodes:
          ask: {type: approval, question: Go on?, options: ["yes", "no"], routes: {"yes": done, "no": done}, on_other: done}
          done: {type: end, outcome: rejected, output: "CODER_REJECTED as wished"}
        """;

    private readonly RunHome _home = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public SweepTests() => _home.Script("""{"version": 1, "visits": []}""");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Start_RunThatWasStoredButNeverStarted_Begins()
    {
        string agent = _home.Agent("asking", AskingGraph);
        RunRecord run;
        await using (RunHost first = await RunHost.StartAsync(_home))
        {
            CapturedAgent captured = await first.Service<AgentCatalog>().CaptureAsync(agent, Cancellation);
            run = TestRuns.New(createdAt: DateTimeOffset.UtcNow) with { Agent = captured.Name, DefinitionHash = captured.Hash, AgentHashes = captured.Hashes };
            await first.Service<RunSteps>().StartAsync(run.RunId, new ScopeDocument(captured.Hash, "Do it."), Cancellation);
            await first.Service<RunStore>().CreateAsync(run, Cancellation);
        }

        await using RunHost next = await RunHost.StartAsync(_home);
        await next.ReachAsync(run.RunId, RunStatus.WaitingApproval);

        Assert.Equal([RunEventTypes.RunCreated, RunEventTypes.RunStarted], (await next.EventsAsync(run.RunId)).Take(2).Select(e => e.Type));
        await next.AnswerAsync(run.RunId, Assert.Single(await next.ApprovalsAsync(run.RunId)).Id, "yes");
        Assert.Equal(RunStatus.Rejected, (await next.EndAsync(run.RunId)).Status);
    }

    [Theory]
    [InlineData("answer", RunStatus.Rejected)]
    [InlineData("cancel", RunStatus.Canceled)]
    [InlineData("pause", RunStatus.Paused)]
    public async Task Start_WordThatWasStoredButNotPassedOn_IsHeeded(string word, RunStatus expected)
    {
        string run;
        await using (RunHost first = await RunHost.StartAsync(_home))
        {
            run = await first.StartRunAsync(_home.Agent("asking", AskingGraph));
            await first.ReachAsync(run, RunStatus.WaitingApproval);
            await StoreAsync(first, run, word);
        }

        await using RunHost next = await RunHost.StartAsync(_home);

        Assert.Equal(expected, (await next.ReachAsync(run, expected)).Status);
    }

    [Fact]
    public async Task Open_Runs_AreThoseThatAreNotFinal()
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        string ended = await host.StartRunAsync(_home.Agent("asking", AskingGraph));
        await host.ReachAsync(ended, RunStatus.WaitingApproval);
        await host.OperateAsync(ended, "cancel");
        await host.UntilEventAsync(ended, e => e.Type == RunEventTypes.RunCompleted);
        string waiting = await host.StartRunAsync(_home.Agent("asking", AskingGraph));

        Assert.Equal([waiting], (await host.Service<RunStore>().ListOpenAsync(Cancellation)).Select(key => key.RunId));
    }

    /// <summary>The row alone, as a process leaves it that dies before it can nudge.</summary>
    private static async Task StoreAsync(RunHost host, string run, string word)
    {
        RunKey key = new(TestRuns.Account, run);
        if (word != "answer")
        {
            RunControl control = word == "cancel" ? RunControl.Cancel : RunControl.Pause;
            await host.Service<RunStore>().UpdateAsync(key, r => r with { Control = control }, Cancellation);
            return;
        }

        ApprovalStore approvals = host.Service<ApprovalStore>();
        string question = Assert.Single(await approvals.ListAsync(run, Cancellation)).ApprovalId;
        await approvals.DecideAsync(run, question, a => a with { State = ApprovalStates.Answered, Answer = "yes", AnsweredBy = "api" }, Cancellation);
    }
}
