using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Graphs.Stepping;
using Coder.Runs.Approvals;
using Coder.Runs.Records;
using Coder.Tests.Runs;

namespace Coder.Tests.Functions.Runs;

public sealed class RunQuestionsTests : IDisposable
{
    private readonly RunFixture _fixture = new();
    private readonly RunRecord _run = TestRuns.New(status: RunStatus.Running);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Ask_Repeated_IsToldOnce()
    {
        await _fixture.Runs.CreateAsync(_run, Cancellation);

        await AskAsync();
        await AskAsync();

        Assert.Single(await _fixture.Events.ReadAsync(_run.RunId, 0, int.MaxValue, Cancellation), e => e.Type == RunEventTypes.ApprovalRequested);
    }

    /// <summary>The host dies between the question and its event, and the answer comes before the next host repeats the step.</summary>
    [Fact]
    public async Task Ask_AnsweredBeforeItsEventWasWritten_IsToldAllTheSame()
    {
        await _fixture.Runs.CreateAsync(_run, Cancellation);
        ApprovalRecord question = new()
        {
            RunId = _run.RunId, ApprovalId = "gate-1-1", InstanceId = "instance", Kind = "approval", Node = "gate", Question = "Go on?", RequestedAt = _fixture.Time.GetUtcNow(),
        };
        await _fixture.Approvals.AskAsync(question, Cancellation);
        await _fixture.Approvals.DecideAsync(_run.RunId, question.ApprovalId, a => a with { State = ApprovalStates.Answered, Answer = "yes" }, Cancellation);

        ApprovalRecord asked = await AskAsync();

        Assert.Equal(ApprovalStates.Answered, asked.State);
        Assert.Single(await _fixture.Events.ReadAsync(_run.RunId, 0, int.MaxValue, Cancellation), e => e.Type == RunEventTypes.ApprovalRequested);
        Assert.Equal(RunStatus.Running, (await _fixture.Runs.GetAsync(_run.Key, Cancellation)).Status);
    }

    private Task<ApprovalRecord> AskAsync() => new RunQuestions(_fixture.Runs, _fixture.Approvals, new RunJournal(_fixture.Events), _fixture.Audit, _fixture.Time).AskAsync(
        _run,
        new NodeInput(RunCursor.CurrentSchema, _run.Account, _run.RunId, _run.RunId, 3, "gate", 1, 0, 0, "instance"),
        new Ask("gate", 1, AskKind.Approval, "Go on?"),
        Cancellation);
}
