using System.Text.Json.Nodes;
using Coder.Agents.Chat.Turns;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Policies;
using Coder.Functions.Projects;
using Coder.Functions.Runs;
using Coder.Functions.Visits;
using Coder.Graphs.Stepping;
using Coder.Runs.Records;
using Coder.Runs.Turns;
using Coder.Testing.Workspaces;
using Coder.Tests.Runs;
using TokenUsage = Coder.Agents.Chat.Turns.TurnUsage;
using TurnUsage = Coder.Runs.Turns.TurnUsage;

namespace Coder.Tests.Functions.Visits;

public sealed class VisitActorTests : IDisposable
{
    private readonly RunFixture _fixture = new();
    private readonly RunRecord _run = TestRuns.New(status: RunStatus.Running);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RunSteps Steps => new(_fixture.Documents, _fixture.Steps, new LargeValues(_fixture.Documents));

    private NodeInput Node => new(RunCursor.CurrentSchema, _run.Account, _run.RunId, _run.RunId, 0, "work", 1, 1, 0, "instance");

    public void Dispose() => _fixture.Dispose();

    /// <summary>The host died after the call's entry, or the checkpoint, was stored and before their events were.</summary>
    [Fact]
    public async Task Act_OnACallThatIsFinished_TellsOfItAllTheSame()
    {
        MemoryWorkspaces workspaces = new(("a.txt", "before"));
        MemoryWorkspaceSession workspace = workspaces[_run.RunId];
        await CommitTurnAsync();
        string before = await workspace.TreeHashAsync(Cancellation);
        await workspace.WriteAsync("a.txt", "after"u8.ToArray(), Cancellation);
        string after = await workspace.TreeHashAsync(Cancellation);
        await _fixture.Journal.PutAsync(VisitTurns.Key(Node, 1), 0, new ToolEntry(before, true, after, "written", false), Cancellation);
        await workspace.CheckpointAsync("work 1.1", Cancellation);

        await ActAsync(workspaces);
        await ActAsync(workspaces);

        IReadOnlyList<RunEvent> events = await _fixture.Events.ReadAsync(_run.RunId, 0, int.MaxValue, Cancellation);
        Assert.Equal([RunEventTypes.ToolCompleted, RunEventTypes.CheckpointCreated], events.Select(e => e.Type));
        Assert.Equal("after", workspace["a.txt"]);
    }

    private async Task CommitTurnAsync()
    {
        RunLlm command = new("work", 1, new LlmVisitSpec { Prompt = "Do it.", Tools = ["fs_write"] });
        await Steps.AddAsync(_run.RunId, 0, (new GraphState { Values = [] }, command), "work", [], null, Cancellation);
        TurnKey key = VisitTurns.Key(Node, 1);
        ClaimOutcome.Acquired acquired = Assert.IsType<ClaimOutcome.Acquired>(await _fixture.Turns.ClaimAsync(key, "host", true, Cancellation));
        JsonObject arguments = new() { ["path"] = "a.txt", ["content"] = "after" };
        TurnResult turn = new("", [new ToolCall("call-1", "fs_write", arguments.ToJsonString())], new TokenUsage(1, 0, 1, false), "tool_calls", 1, "model");
        Assert.True(await _fixture.Turns.CommitAsync(acquired.Claim, turn, new TurnUsage(1, 0, 1, false, 0), Cancellation));
    }

    private Task ActAsync(MemoryWorkspaces workspaces)
    {
        RunJournal journal = new(_fixture.Events);
        return new VisitActor(
            Steps,
            new VisitTurns(_fixture.Turns, _fixture.Journal),
            new VisitClock(_fixture.Documents, _fixture.Time),
            _fixture.Journal,
            new RunWorkspaces(workspaces, new RunPolicies(_fixture.Documents, _fixture.Redactors), journal, new RunSecrets(null!, null!, _fixture.Documents)),
            new RunQuestions(_fixture.Runs, _fixture.Approvals, journal, _fixture.Audit, _fixture.Time),
            journal,
            _fixture.Time).ActAsync(_run, Node, Cancellation);
    }
}
