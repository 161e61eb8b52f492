using Azure.Data.Tables;
using Coder.Contracts;
using Coder.Runs.Records;
using Coder.Runs.Storage;

namespace Coder.Tests.Runs;

public sealed class RunStoreTests : IDisposable
{
    private readonly RunFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RunStore Runs => _fixture.Runs;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Create_ThenFind_GivesTheRun()
    {
        RunRecord run = TestRuns.New(prompt: "Mend \"this\"\nnow") with { Budget = 12.5m, AgentHashes = new Dictionary<string, string> { ["coder"] = "0123" } };

        Assert.True(await Runs.CreateAsync(run, Cancellation));
        Assert.Equivalent(run, await Runs.FindAsync(run.Key, Cancellation), strict: true);
    }

    [Fact]
    public async Task Update_OfARunWithALongPrompt_WritesAShortRow()
    {
        RunRecord run = TestRuns.New(prompt: TestRuns.Noise(200_000));
        await Runs.CreateAsync(run, Cancellation);

        await Runs.UpdateAsync(run.Key, r => r.After(RunOperation.Start, TestRuns.Created), Cancellation);

        TableEntity row = await (await _fixture.Tables.RunsAsync(Cancellation)).GetEntityAsync<TableEntity>(run.Account, run.RunId, cancellationToken: Cancellation);
        Assert.InRange(row.Select(pair => pair.Value).OfType<byte[]>().Sum(column => column.Length), 1, 2_000);
        // Another process has nothing in memory.
        Assert.Equal(run.Request.Prompt, (await new RunStore(_fixture.Tables, _fixture.Payload).GetAsync(run.Key, Cancellation)).Request.Prompt);
    }

    [Fact]
    public async Task Create_SameIdAgain_IsFalseAndChangesNothing()
    {
        RunRecord run = TestRuns.New();
        await Runs.CreateAsync(run, Cancellation);

        Assert.False(await Runs.CreateAsync(run with { Agent = "other" }, Cancellation));
        Assert.Equal("coder", (await Runs.GetAsync(run.Key, Cancellation)).Agent);
    }

    [Fact]
    public async Task List_AfterACreationThatWasMadeAgainLater_HasTheRunOnce()
    {
        RunRecord run = TestRuns.New();
        await Runs.CreateAsync(run, Cancellation);
        await Runs.CreateAsync(run with { CreatedAt = run.CreatedAt.AddSeconds(-5) }, Cancellation);
        await Runs.CreateAsync(run with { CreatedAt = run.CreatedAt.AddSeconds(5) }, Cancellation);

        Assert.Equal(run.CreatedAt, Assert.Single((await Runs.ListAsync(run.Account, new RunFilter(), null, 10, Cancellation)).Items).CreatedAt);
        Assert.Single((await Runs.ListAsync(run.Account, new RunFilter(run.Status), null, 10, Cancellation)).Items);
    }

    [Fact]
    public async Task Find_OtherAccount_IsNull()
    {
        RunRecord run = TestRuns.New();
        await Runs.CreateAsync(run, Cancellation);

        Assert.Null(await Runs.FindAsync(run.Key with { Account = "other" }, Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Runs.GetAsync(run.Key with { Account = "other" }, Cancellation));
    }

    [Fact]
    public async Task Update_ManyAtOnce_EveryChangeCounts()
    {
        RunRecord run = TestRuns.New();
        await Runs.CreateAsync(run, Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Runs.UpdateAsync(run.Key, r => r with { Usage = r.Usage with { Turns = r.Usage.Turns + 1 } }, Cancellation)));

        Assert.Equal(8, (await Runs.GetAsync(run.Key, Cancellation)).Usage.Turns);
    }

    [Fact]
    public async Task Update_ChangeThatIsRefused_LeavesTheRun()
    {
        RunRecord run = TestRuns.New();
        await Runs.CreateAsync(run, Cancellation);

        await Assert.ThrowsAsync<IllegalTransitionException>(() => Runs.UpdateAsync(run.Key, r => r.After(RunOperation.Answer, TestRuns.Created), Cancellation));
        Assert.Equal(RunStatus.Queued, (await Runs.GetAsync(run.Key, Cancellation)).Status);
    }

    [Fact]
    public async Task List_All_IsNewestFirst()
    {
        IReadOnlyList<RunRecord> made = await MakeAsync(5);

        Page<RunRecord> page = await ListAsync(null, null, 100);

        Assert.Equal(made.Reverse().Select(r => r.RunId), page.Items.Select(r => r.RunId));
        Assert.Null(page.NextCursor);
    }

    [Fact]
    public async Task List_PageByPage_GivesEveryRunOnce()
    {
        IReadOnlyList<RunRecord> made = await MakeAsync(7);
        List<string> seen = [];
        List<int> sizes = [];
        string? cursor = null;
        do
        {
            Page<RunRecord> page = await ListAsync(null, cursor, 3);
            seen.AddRange(page.Items.Select(r => r.RunId));
            sizes.Add(page.Items.Count);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(made.Reverse().Select(r => r.RunId), seen);
        Assert.Equal([3, 3, 1], sizes);
    }

    [Fact]
    public async Task List_LastPageIsFull_HasNoNext()
    {
        await MakeAsync(3);

        Assert.Null((await ListAsync(null, null, 3)).NextCursor);
    }

    [Fact]
    public async Task List_ByStatus_FollowsTheRun()
    {
        IReadOnlyList<RunRecord> made = await MakeAsync(3);
        RunRecord started = await Runs.UpdateAsync(made[1].Key, r => r.After(RunOperation.Start, TestRuns.Created), Cancellation);

        Assert.Equal([made[2].RunId, made[0].RunId], await IdsAsync(RunStatus.Queued));
        Assert.Equal([started.RunId], await IdsAsync(RunStatus.Running));

        await Runs.UpdateAsync(started.Key, r => r.After(RunOperation.Succeed, TestRuns.Created), Cancellation);

        Assert.Empty(await IdsAsync(RunStatus.Running));
        Assert.Equal([started.RunId], await IdsAsync(RunStatus.Succeeded));
        Assert.Equal(3, (await ListAsync(null, null, 100)).Items.Count);
    }

    [Fact]
    public async Task List_IndexOfARunThatWasNeverStored_IsPassedOver()
    {
        RunRecord run = TestRuns.New();
        await Runs.CreateAsync(run, Cancellation);
        await (await _fixture.Tables.RunsAsync(Cancellation)).DeleteEntityAsync(run.Account, run.RunId, cancellationToken: Cancellation);

        Assert.Empty((await ListAsync(null, null, 100)).Items);
    }

    [Fact]
    public async Task List_RunWhoseContentIsLost_IsListedAmongTheOthers()
    {
        await MakeAsync(1);
        RunRecord large = TestRuns.New(createdAt: TestRuns.Created.AddSeconds(1), prompt: TestRuns.Noise(2_000_000));
        await Runs.CreateAsync(large, Cancellation);
        _fixture.Blobs.Clear();

        IReadOnlyList<RunRecord> listed = (await ListAsync(null, null, 100)).Items;

        Assert.Equal(2, listed.Count);
        Assert.Equal((large.RunId, RunStatus.Queued, large.CreatedAt, "content_lost"), (listed[0].RunId, listed[0].Status, listed[0].CreatedAt, listed[0].ErrorCode));
        Assert.Contains("rows/", listed[0].Error, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ContentLostException>(() => Runs.GetAsync(large.Key, Cancellation));
    }

    [Fact]
    public async Task ListOpen_Runs_AreThoseOfAllAccountsUntilTheyAreFinal()
    {
        IReadOnlyList<RunRecord> made = await MakeAsync(2);
        RunRecord other = TestRuns.New(createdAt: TestRuns.Created.AddSeconds(5)) with { Account = "other" };
        await Runs.CreateAsync(other, Cancellation);

        await Runs.UpdateAsync(made[0].Key, r => r.After(RunOperation.Cancel, TestRuns.Created), Cancellation);
        await Runs.UpdateAsync(made[1].Key, r => r.After(RunOperation.Pause, TestRuns.Created), Cancellation);

        Assert.Equal([made[1].Key, other.Key], await Runs.ListOpenAsync(Cancellation));
    }

    [Fact]
    public async Task List_OtherAccount_IsEmpty()
    {
        await MakeAsync(2);

        Assert.Empty((await Runs.ListAsync("other", new RunFilter(), null, 100, Cancellation)).Items);
    }

    private async Task<IReadOnlyList<RunRecord>> MakeAsync(int count)
    {
        List<RunRecord> made = [];
        for (int i = 0; i < count; i++)
        {
            made.Add(TestRuns.New(createdAt: TestRuns.Created.AddSeconds(i)));
            await Runs.CreateAsync(made[i], Cancellation);
        }

        return made;
    }

    private Task<Page<RunRecord>> ListAsync(RunStatus? status, string? cursor, int limit) => Runs.ListAsync(TestRuns.Account, new RunFilter(status), cursor, limit, Cancellation);

    private async Task<IEnumerable<string>> IdsAsync(RunStatus status) => (await ListAsync(status, null, 100)).Items.Select(r => r.RunId);
}
