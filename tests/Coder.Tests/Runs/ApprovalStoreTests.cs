using Coder.Runs.Approvals;

namespace Coder.Tests.Runs;

public sealed class ApprovalStoreTests : IDisposable
{
    private const string Run = "0123456789abcdef0123456789abcdef";
    private readonly RunFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ApprovalStore Approvals => _fixture.Approvals;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Ask_Again_ReturnsTheQuestionAsItStands()
    {
        await Approvals.AskAsync(Question("a-1-1"), Cancellation);
        await AnswerAsync("a-1-1", "yes");

        ApprovalRecord again = await Approvals.AskAsync(Question("a-1-1") with { Question = "Other words?" }, Cancellation);

        Assert.Equal((ApprovalStates.Answered, "yes", "Go on?"), (again.State, again.Answer, again.Question));
    }

    [Fact]
    public async Task Decide_Twice_TheFirstStands()
    {
        await Approvals.AskAsync(Question("a-1-1"), Cancellation);

        Assert.True((await AnswerAsync("a-1-1", "yes")).Decided);
        (ApprovalRecord record, bool decided) = await AnswerAsync("a-1-1", "no");

        Assert.Equal(("yes", false), (record.Answer, decided));
    }

    [Fact]
    public async Task Decide_ManyAtOnce_OneDecides()
    {
        await Approvals.AskAsync(Question("a-1-1"), Cancellation);

        (ApprovalRecord Record, bool Decided)[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AnswerAsync("a-1-1", $"{i}")));

        (ApprovalRecord first, _) = Assert.Single(answers, answer => answer.Decided);
        Assert.All(answers, answer => Assert.Equal(first.Answer, answer.Record.Answer));
    }

    [Fact]
    public async Task Decide_StillPending_MayBeChangedAgain()
    {
        await Approvals.AskAsync(Question("a-1-1"), Cancellation);
        await Approvals.DecideAsync(Run, "a-1-1", a => a with { InstanceId = "another" }, Cancellation);

        Assert.True((await AnswerAsync("a-1-1", "yes")).Decided);
        Assert.Equal("another", (await Approvals.FindAsync(Run, "a-1-1", Cancellation))!.InstanceId);
    }

    [Fact]
    public async Task Decide_UnknownQuestion_IsNamed()
    {
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => AnswerAsync("b-1-1", "yes"));

        Assert.Contains("b-1-1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_Unknown_IsNull() => Assert.Null(await Approvals.FindAsync(Run, "a-1-1", Cancellation));

    [Fact]
    public async Task List_OfARun_HasItsOwnOnly()
    {
        await Approvals.AskAsync(Question("b-1-1"), Cancellation);
        await Approvals.AskAsync(Question("a-1-1"), Cancellation);
        await Approvals.AskAsync(Question("a-1-1") with { RunId = new string('f', 32) }, Cancellation);

        Assert.Equal(["a-1-1", "b-1-1"], (await Approvals.ListAsync(Run, Cancellation)).Select(a => a.ApprovalId));
    }

    [Fact]
    public async Task Find_EveryField_IsReadBack()
    {
        ApprovalRecord question = Question("a-1-1") with { Kind = "input", Options = [], Default = "42", Deadline = TestRuns.Created.AddDays(1) };
        await Approvals.AskAsync(question, Cancellation);

        Assert.Equivalent(question, await Approvals.FindAsync(Run, "a-1-1", Cancellation), strict: true);
    }

    private Task<(ApprovalRecord Record, bool Decided)> AnswerAsync(string id, string answer) =>
        Approvals.DecideAsync(Run, id, a => a with { State = ApprovalStates.Answered, Answer = answer, AnsweredBy = "cli" }, Cancellation);

    private static ApprovalRecord Question(string id) => new()
    {
        RunId = Run, ApprovalId = id, InstanceId = Run, Kind = "approval", Node = "a", Question = "Go on?", Options = ["yes", "no"], RequestedAt = TestRuns.Created,
    };
}
