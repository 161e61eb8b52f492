using Coder.Runs.Records;
using Coder.Runs.Turns;

namespace Coder.Tests.Runs;

public sealed class TurnStoreTests : IDisposable
{
    private const string Run = "0123456789abcdef0123456789abcdef";
    private static readonly TurnKey First = new(Run, "implement", 1, 1);
    private static readonly TurnUsage Usage = new(100, 20, 10, false, 1_500_000);
    private readonly RunFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TurnStore Turns => _fixture.Turns;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Claim_NobodyHasIt_IsAcquired() => Assert.Equal(1, (await AcquireAsync("a")).Attempt);

    [Fact]
    public async Task Claim_AnotherHasIt_IsHeldUntilItsLeaseEnds()
    {
        await AcquireAsync("a");

        ClaimOutcome.Held held = Assert.IsType<ClaimOutcome.Held>(await Turns.ClaimAsync(First, "b", false, Cancellation));
        Assert.Equal(_fixture.Time.GetUtcNow() + TurnStore.Lease, held.Until);
    }

    [Fact]
    public async Task Claim_SameProcessAgain_IsHeldToo()
    {
        await AcquireAsync("a", onlyHost: true);

        Assert.IsType<ClaimOutcome.Held>(await Turns.ClaimAsync(First, "a", true, Cancellation));
    }

    [Fact]
    public async Task Claim_AfterTheLease_IsTakenOver()
    {
        await AcquireAsync("a");
        _fixture.Time.Advance(TurnStore.Lease);

        Assert.Equal(2, (await AcquireAsync("b")).Attempt);
    }

    [Fact]
    public async Task Claim_OnlyHost_TakesOverAtOnceWhatADeadProcessLeft()
    {
        await AcquireAsync("dead", onlyHost: true);

        Assert.Equal(2, (await AcquireAsync("alive", onlyHost: true)).Attempt);
    }

    [Fact]
    public async Task Claim_ManyAtOnce_OneGetsIt()
    {
        ClaimOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Turns.ClaimAsync(First, $"{i}", false, Cancellation)));

        Assert.Single(outcomes.OfType<ClaimOutcome.Acquired>());
        Assert.Equal(7, outcomes.OfType<ClaimOutcome.Held>().Count());
    }

    [Fact]
    public async Task Renew_Held_LengthensTheLease()
    {
        TurnClaim claim = await AcquireAsync("a");
        _fixture.Time.Advance(TurnStore.Lease / 2);
        Assert.NotNull(await Turns.RenewAsync(claim, Cancellation));
        _fixture.Time.Advance(TurnStore.Lease / 2);

        Assert.IsType<ClaimOutcome.Held>(await Turns.ClaimAsync(First, "b", false, Cancellation));
    }

    [Fact]
    public async Task Renew_TakenOver_IsNull()
    {
        TurnClaim claim = await AcquireAsync("a");
        _fixture.Time.Advance(TurnStore.Lease);
        await AcquireAsync("b");

        Assert.Null(await Turns.RenewAsync(claim, Cancellation));
    }

    [Fact]
    public async Task Release_Held_LetsTheNextTryAtOnce()
    {
        await Turns.ReleaseAsync(await AcquireAsync("a"), Cancellation);

        Assert.Equal(2, (await AcquireAsync("b")).Attempt);
    }

    [Fact]
    public async Task Release_TakenOver_LeavesTheOtherItsClaim()
    {
        TurnClaim lost = await AcquireAsync("a");
        _fixture.Time.Advance(TurnStore.Lease);
        TurnClaim held = await AcquireAsync("b");

        await Turns.ReleaseAsync(lost, Cancellation);

        Assert.True(await CommitAsync(held, "b"));
    }

    [Fact]
    public async Task Commit_Held_TurnIsThereAndNeverClaimedAgain()
    {
        Assert.True(await CommitAsync(await AcquireAsync("a"), "said"));

        Assert.IsType<ClaimOutcome.Committed>(await Turns.ClaimAsync(First, "b", false, Cancellation));
        Assert.Equal([new Turn("said")], await Turns.ReadVisitAsync<Turn>(Run, "implement", 1, Cancellation));
    }

    [Fact]
    public async Task Commit_TakenOver_WritesNothing()
    {
        TurnClaim slow = await AcquireAsync("slow");
        _fixture.Time.Advance(TurnStore.Lease);
        TurnClaim fast = await AcquireAsync("fast");

        Assert.False(await CommitAsync(slow, "slow"));
        Assert.True(await CommitAsync(fast, "fast"));
        Assert.False(await CommitAsync(slow, "slow"));
        Assert.Equal([new Turn("fast")], await Turns.ReadVisitAsync<Turn>(Run, "implement", 1, Cancellation));
    }

    [Fact]
    public async Task Commit_WithAnOldTag_WritesNothing()
    {
        TurnClaim before = await AcquireAsync("a");
        TurnClaim after = (await Turns.RenewAsync(before, Cancellation))!;

        Assert.False(await CommitAsync(before, "old"));
        Assert.True(await CommitAsync(after, "new"));
    }

    [Fact]
    public async Task ReadVisit_OtherVisitsNodesAndScopes_AreApart()
    {
        foreach (TurnKey key in (TurnKey[])[new(Run, "implement", 1, 2), First, new(Run, "implement", 2, 1), new(Run, "implement!", 1, 1), new($"{Run}.child.1", "implement", 1, 1)])
        {
            Assert.True(await CommitAsync(await AcquireAsync("a", key: key), $"{key}"));
        }

        Assert.Equal([$"{First}", $"{new TurnKey(Run, "implement", 1, 2)}"], (await Turns.ReadVisitAsync<Turn>(Run, "implement", 1, Cancellation)).Select(t => t.Text));
    }

    [Fact]
    public async Task Sum_TurnsOfRunAndChildren_CountsEachOnceAndRepeatsApart()
    {
        await AcquireAsync("dead", onlyHost: true);
        await CommitAsync(await AcquireAsync("alive", onlyHost: true), "said");
        await CommitAsync(await AcquireAsync("a", key: new TurnKey(Run, "überprüfen", 1, 1)), "said");
        await CommitAsync(await AcquireAsync("a", key: new TurnKey($"{Run}.child.1", "ask", 1, 1)), "said");
        await CommitAsync(await AcquireAsync("a", key: new TurnKey(new string('f', 32), "ask", 1, 1)), "of another run");

        Assert.Equal(
            new RunUsage { Turns = 3, TurnsRepeatedInFlight = 1, InputTokens = 300, CachedInputTokens = 60, OutputTokens = 30, MicroCredits = 4_500_000 },
            await Turns.SumAsync(Run, Cancellation));
    }

    [Fact]
    public async Task Journal_Call_IsReadBackAsItWasPut()
    {
        ToolEntry begun = new("1111", false, null, null, false);
        ToolEntry done = new("1111", true, "2222", "fine", false, "[]");

        Assert.Null(await _fixture.Journal.FindAsync(First, 0, Cancellation));
        await _fixture.Journal.PutAsync(First, 0, begun, Cancellation);
        Assert.Equal(begun, await _fixture.Journal.FindAsync(First, 0, Cancellation));
        await _fixture.Journal.PutAsync(First, 0, done, Cancellation);
        Assert.Equal(done, await _fixture.Journal.FindAsync(First, 0, Cancellation));
        Assert.Null(await _fixture.Journal.FindAsync(First, 1, Cancellation));
    }

    private async Task<TurnClaim> AcquireAsync(string owner, bool onlyHost = false, TurnKey? key = null) =>
        Assert.IsType<ClaimOutcome.Acquired>(await Turns.ClaimAsync(key ?? First, owner, onlyHost, Cancellation)).Claim;

    private Task<bool> CommitAsync(TurnClaim claim, string text) => Turns.CommitAsync(claim, new Turn(text), Usage, Cancellation);

    private sealed record Turn(string Text);
}
