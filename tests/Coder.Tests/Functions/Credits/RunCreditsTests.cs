using Coder.Agents.Chat;
using Coder.Agents.Chat.Turns;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Ledger;
using Coder.Billing.Prices;
using Coder.Billing.Usage;
using Coder.Functions.Api;
using Coder.Functions.Credits;
using Coder.Runs.Records;
using Coder.Runs.Turns;
using Coder.Tests.Runs;
using Microsoft.Extensions.AI;
using TurnUsage = Coder.Runs.Turns.TurnUsage;

namespace Coder.Tests.Functions.Credits;

public sealed class RunCreditsTests : IDisposable
{
    private static readonly PriceTable Prices = new([new ModelPrice("scripted", 3, 0.3m, 15)]);
    private static readonly ModelSpec Model = ModelSpec.Parse("scripted:any.json");
    private readonly RunFixture _fixture = new();
    private readonly LedgerStore _ledger;
    private readonly RunCredits _credits;
    private readonly RunRecord _run = TestRuns.New() with { Account = "acme" };
    private readonly TurnKey _turn;

    public RunCreditsTests()
    {
        _ledger = new LedgerStore(_fixture.Client, _fixture.Time);
        _credits = new RunCredits(_ledger, _fixture.Runs, _fixture.Turns, Prices, new UsageStore(_fixture.Client), _fixture.Time);
        _turn = new TurnKey(_run.RunId, "implement", 1, 1);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(8_192, 0, 8_192)]
    [InlineData(8_192, -1, 4_096)]
    [InlineData(1_024, 0, 1_024)]
    [InlineData(1_024, -1, null)]
    public async Task Reserve_WithCreditsForSoManyTokens_AsksForAsMuchAsTheyPayFor(int tokens, int more, int? expected)
    {
        await GrantAsync("pack", Cost(tokens) + more);

        Assert.Equal(expected, await _credits.ReserveAsync(_run, _turn, Model, Request(), Cancellation));
        Assert.Equal(expected is { } output ? Cost(output) : 0, (await StateAsync()).Balance(LedgerAccount.Held));
    }

    [Fact]
    public async Task Reserve_AgainAfterACrash_HoldsNoMore()
    {
        await GrantAsync("pack", 3 * Cost(8_192));

        await _credits.ReserveAsync(_run, _turn, Model, Request(), Cancellation);
        await _credits.ReserveAsync(_run, _turn, Model, Request(), Cancellation);

        Assert.Equal(Cost(8_192), (await StateAsync()).Balance(LedgerAccount.Held));
    }

    [Fact]
    public async Task Reserve_AgainWithMoreCredits_HoldsTheRestOfALongerAnswer()
    {
        await GrantAsync("small", Cost(1_024));
        Assert.Equal(1_024, await _credits.ReserveAsync(_run, _turn, Model, Request(), Cancellation));
        await GrantAsync("large", Cost(8_192));

        Assert.Equal(8_192, await _credits.ReserveAsync(_run, _turn, Model, Request(), Cancellation));
        Assert.Equal(Cost(8_192), (await StateAsync()).Balance(LedgerAccount.Held));
    }

    [Fact]
    public async Task Close_CommittedTurnThatWasNotSettled_SettlesItOnceAndReleases()
    {
        await GrantAsync("pack", 3 * Cost(8_192));
        await _credits.ReserveAsync(_run, _turn, Model, Request(), Cancellation);
        TurnKey child = new($"{_run.RunId}.helper.1", "Näher dran", 2, 3);
        await CommitAsync(_turn, 700);
        await CommitAsync(child, 40);

        await _credits.SettleAsync(_run, _turn, Cancellation);
        await _credits.CloseAsync(_run, Cancellation);
        await _credits.CloseAsync(_run, Cancellation);

        LedgerState state = await StateAsync();
        Assert.Equal((740, 0), (state.Balance(LedgerAccount.Spent), state.Balance(LedgerAccount.Held)));
        IReadOnlyList<Posting> settled = [.. (await _ledger.StatementAsync("acme", null, 100, Cancellation)).Postings.Where(posting => posting.Kind == PostingKind.Settle)];
        Assert.Equal([$"run/{_run.RunId}.helper.1/node/N~00e4her~0020dran/2/turn/3", $"run/{_run.RunId}/node/implement/1/turn/1"], settled.Select(posting => posting.Id));
    }

    [Fact]
    public async Task Open_TooFewCreditsWhileADeadRequestHoldsSome_ReleasesThoseOfLongAgo()
    {
        long first = TurnCost.Max(Prices, Model, TurnCost.OverheadTokens + _run.Request.Prompt.Length, 8_192);
        await GrantAsync("pack", first);
        RunRecord dead = TestRuns.New() with { Account = "acme" };
        await _credits.OpenAsync(dead, Model, Cancellation);

        ApiException refused = await Assert.ThrowsAsync<ApiException>(() => _credits.OpenAsync(_run, Model, Cancellation));
        Assert.Equal((402, "insufficient_credits"), (refused.Status, refused.Code));
        _fixture.Time.Advance(TimeSpan.FromMinutes(11));
        await _credits.OpenAsync(_run, Model, Cancellation);

        Assert.Equal(_run.RunId, Assert.Single((await StateAsync()).Holds).Key);
    }

    [Fact]
    public async Task Open_TooFewCreditsWhileALivingRunHoldsThem_LeavesItsHold()
    {
        await GrantAsync("pack", 2_000_000);
        RunRecord living = TestRuns.New() with { Account = "acme" };
        await _credits.OpenAsync(living, Model, Cancellation);
        await _fixture.Runs.CreateAsync(living, Cancellation);
        _fixture.Time.Advance(TimeSpan.FromMinutes(11));

        await Assert.ThrowsAsync<ApiException>(() => _credits.OpenAsync(_run, Model, Cancellation));

        Assert.Equal(living.RunId, Assert.Single((await StateAsync()).Holds).Key);
    }

    private static TurnRequest Request() => new()
    {
        Messages = [new ChatMessage(ChatRole.User, "Mend it.")], ClientRequestId = "id", Node = "implement", Visit = 1, Turn = 1,
    };

    private static long Cost(int outputTokens) => TurnCost.Max(Prices, Model, TurnCost.InputTokensMax(Request()), outputTokens);

    private async Task CommitAsync(TurnKey key, long microCredits)
    {
        TurnClaim claim = Assert.IsType<ClaimOutcome.Acquired>(await _fixture.Turns.ClaimAsync(key, "host", true, Cancellation)).Claim;
        Assert.True(await _fixture.Turns.CommitAsync(claim, new { Said = "it" }, new TurnUsage(1, 0, 1, false, microCredits), Cancellation));
    }

    private Task<LedgerState> StateAsync() => _ledger.ReadAsync("acme", Cancellation);

    private async Task GrantAsync(string source, long microCredits) => Assert.IsType<LedgerDecision.Posted>(await _ledger.PostAsync(
        "acme", new LedgerOperation.Issue($"stripe/{source}", source, GrantKind.Purchase, microCredits, _fixture.Time.GetUtcNow().AddDays(30)), Cancellation));
}
