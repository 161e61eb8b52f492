using Coder.Runs.Records;

namespace Coder.Tests.Runs;

/// <summary>What counts as a run's work: not the time in which its host was off.</summary>
public sealed class WorkTimeTests
{
    private static readonly DateTimeOffset Start = TestRuns.Created;

    private static readonly RunRecord Started = TestRuns.New().Seen(Start).After(RunOperation.Start, Start);

    [Fact]
    public void Elapsed_SeenAllTheTime_IsTheWallClock()
    {
        RunRecord run = Started;
        for (int minutes = 1; minutes <= 60; minutes++)
        {
            run = run.Seen(Start.AddMinutes(minutes));
        }

        Assert.Equal(3600, run.ElapsedSeconds(Start.AddHours(1)));
    }

    [Fact]
    public void Elapsed_UnseenForANight_LeavesTheNightOut()
    {
        RunRecord run = Started.Seen(Start.AddMinutes(2)).Seen(Start.AddHours(10));

        Assert.Equal(120, run.ElapsedSeconds(Start.AddHours(10)));
    }

    [Fact]
    public void Elapsed_UnseenWhileItWaited_LeavesTheWaitOutOnce()
    {
        RunRecord run = Started.After(RunOperation.AskApproval, Start.AddMinutes(1)).Seen(Start.AddHours(9)).After(RunOperation.Answer, Start.AddHours(10));

        Assert.Equal(60, run.ElapsedSeconds(Start.AddHours(10)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void Seen_WithinTheInterval_ChangesNothing(int minutes, int writes)
    {
        RunRecord run = Started.Seen(Start.AddMinutes(minutes));

        Assert.Equal(writes == 0, ReferenceEquals(run, Started));
    }

    [Fact]
    public void IsBudgetSpent_ByUsage_AtTheBudget()
    {
        RunRecord run = TestRuns.New() with { Usage = new RunUsage { MicroCredits = 2_000_000 } };

        Assert.False(run.IsBudgetSpent);
        Assert.False((run with { Budget = 2.1m }).IsBudgetSpent);
        Assert.True((run with { Budget = 2m }).IsBudgetSpent);
    }
}
