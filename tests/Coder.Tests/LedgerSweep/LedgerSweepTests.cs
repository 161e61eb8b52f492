using System.Collections.Immutable;
using Coder.Billing.Ledger;
using Coder.LedgerSweep;
using Coder.LedgerSweep.Deciding;
using Coder.LedgerSweep.Settling;
using Coder.LedgerSweep.Storing;

namespace Coder.Tests.LedgerSweep;

/// <summary>The ledger's simulator in its bounded form; docs/billing.md has the full one.</summary>
public sealed class LedgerSweepTests
{
    public static TheoryData<string> FaultNames => [.. Faults.All.Keys];

    [Fact]
    public void DeciderSweep_TwentySeeds_FindsNothingAndMeetsEverything()
    {
        Tally tally = new();

        Assert.Empty(DeciderSweep.Run(1, 20, 1_000, LedgerRules.Decide, tally));

        string[] met = [.. Enum.GetNames<PostingKind>(), "repeat", "Settle with a shortfall", "Refund with a shortfall", "refused InsufficientCredits", "refused RunReleased", "refused NoHold"];
        Assert.All(met, what => Assert.True(tally.Counts.ContainsKey(what), $"There was no {what}."));
        Assert.Equal(20_000, tally.Counts.Values.Sum());
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void DeciderSweep_PlantedFault_IsFoundAndItsSeedShowsItAgain(string name)
    {
        Finding found = DeciderSweep.Run(1, 20, 1_000, Faults.All[name], new Tally())[0];

        Assert.Equal(found, Assert.Single(DeciderSweep.Run(found.Seed, 1, 1_000, Faults.All[name], new Tally())));
    }

    [Fact]
    public async Task StoreSweep_KilledAgainAndAgain_LosesNothing()
    {
        StoreSweep sweep = new(seed: 1, operations: 2_000, kills: 3);

        Assert.Empty(await sweep.RunAsync());
        // A worker that is heard late may be through before it is killed.
        Assert.InRange(sweep.Kills, 1, 3);
        Assert.True(sweep.Answers >= 2_000, $"Only {sweep.Answers} operations were answered.");
        Assert.True(sweep.Acknowledgements > 500, $"Only {sweep.Acknowledgements} operations were posted.");
    }

    [Fact]
    public async Task SettlementSweep_KilledOnSidesOfItsCommits_SettlesOnceAndKeepsNoHold()
    {
        SettlementSweep sweep = new(points: 10);

        Assert.Empty(await sweep.RunAsync());
        Assert.Equal(10, sweep.Kills);
        // A grant, four holds, three settlements with their counts, a release; the tables besides.
        Assert.True(sweep.Commits >= 12, $"Only {sweep.Commits} commits.");
    }

    [Fact]
    public void StoredLedgers_APostingIsGone_IsFound()
    {
        ImmutableArray<Transfer> come = [new(LedgerAccount.Issued, "grant:a", 5)];
        Posting first = new(1, "one", PostingKind.Grant, "a", default, come, 5, 0, 0, 5, 0);
        LedgerState state = ((LedgerDecision.Posted)LedgerRules.Decide(
            LedgerState.Empty, new LedgerOperation.Issue("one", "a", GrantKind.Plan, 5, DateTimeOffset.MaxValue), new PastPostings(null, false), default)).State;

        Assert.Empty(StoredLedgers.Broken(state, [first]));
        Assert.NotEmpty(StoredLedgers.Broken(state, []));
        Assert.NotEmpty(StoredLedgers.Broken(state, [first, first with { Sequence = 2 }]));
    }
}
