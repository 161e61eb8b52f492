using Azure.Data.Tables;
using Coder.Accounts;
using Coder.Testing;

namespace Coder.Tests.Accounts;

public sealed class DailyRunsTests : IDisposable
{
    private static readonly AccountId Account = new("acme");

    private readonly TemporaryTables _tables = new();
    private readonly ManualTime _time = new();
    private readonly DailyRuns _days;

    public DailyRunsTests() => _days = new DailyRuns(_tables.Client, _time);

    public void Dispose() => _tables.Dispose();

    [Fact]
    public async Task Take_ManyAtOnce_NeverCountsMoreThanAllowed()
    {
        bool[] taken = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Task.Run(() => TakeAsync($"run {n}", 50))));

        Assert.Equal(50, taken.Count(isTaken => isTaken));
    }

    [Fact]
    public async Task Take_TheSameRunAgain_CountsItOnce()
    {
        Assert.True(await TakeAsync("one", 1));
        Assert.True(await TakeAsync("one", 1));
        Assert.False(await TakeAsync("two", 1));
    }

    [Fact]
    public async Task GiveBack_ARefusedRun_FreesItsPlace()
    {
        await TakeAsync("one", 1);

        await _days.GiveBackAsync(Account, CancellationToken.None);

        Assert.True(await TakeAsync("two", 1));
    }

    [Fact]
    public async Task Take_OnTheNextDayOrForAnotherAccount_CountsAnew()
    {
        await TakeAsync("one", 1);
        Assert.True(await _days.TakeAsync(new AccountId("other"), "two", 1, CancellationToken.None));

        _time.Advance(_days.NextDay - _time.GetUtcNow());

        Assert.True(await TakeAsync("three", 1));
    }

    [Fact]
    public async Task Sweep_CountsOfDaysLongGone_GoAndTheOthersStay()
    {
        foreach (int account in Enumerable.Range(0, 3))
        {
            await _days.TakeAsync(new AccountId($"old{account}"), "one", 1, CancellationToken.None);
        }

        _time.Advance(TimeSpan.FromDays(1));
        await TakeAsync("one", 1);
        _time.Advance(TimeSpan.FromDays(2));
        await TakeAsync("two", 1);

        await _days.SweepAsync(CancellationToken.None);

        List<string> left = [];
        await foreach (TableEntity row in _tables.Client.GetTableClient("dailyruns").QueryAsync<TableEntity>())
        {
            left.Add($"{row.PartitionKey} {row.RowKey}");
        }

        Assert.Equal(["acme 20260103", "acme 20260105"], left);
    }

    private Task<bool> TakeAsync(string run, int max) => _days.TakeAsync(Account, run, max, CancellationToken.None);
}
