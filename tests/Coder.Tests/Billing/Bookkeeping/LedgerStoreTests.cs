using Azure.Data.Tables;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Ledger;
using Coder.Testing;

namespace Coder.Tests.Billing.Bookkeeping;

public sealed class LedgerStoreTests : IDisposable
{
    private const string Account = "ac/me";
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryTables _tables = new();
    private readonly ManualTime _time = new();
    private readonly LedgerStore _ledger;

    public LedgerStoreTests() => _ledger = new LedgerStore(_tables.Client, _time);

    public void Dispose() => _tables.Dispose();

    [Fact]
    public async Task Read_AccountWithoutPostings_IsEmpty()
    {
        Assert.Equal(0, (await _ledger.ReadAsync(Account, None)).Sequence);
        Assert.Empty((await _ledger.StatementAsync(Account, null, 10, None)).Postings);
    }

    [Fact]
    public async Task Post_AnotherProcessAfterwards_ReadsTheSame()
    {
        await GrantAsync("pack", 100);
        Posting held = Posted(await _ledger.PostAsync(Account, new LedgerOperation.Hold("run/r/hold/1", "r", 40), None));

        LedgerStore other = new(_tables.Client, _time);

        Assert.Equal(LedgerAccount.Held, Assert.Single((await other.FindAsync(Account, held.Id, None))!.Transfers).To);
        Assert.Equal((60, 40), ((await other.ReadAsync(Account, None)).Available(_time.GetUtcNow()), (await other.ReadAsync(Account, None)).Balance(LedgerAccount.Held)));
        Assert.Equal(0, (await other.ReadAsync("someone-else", None)).Sequence);
    }

    [Fact]
    public async Task Post_Repeated_IsOnePostingAndTheFirstAnswer()
    {
        await GrantAsync("pack", 100);
        await _ledger.PostAsync(Account, new LedgerOperation.Hold("h", "r", 40), None);
        LedgerOperation settle = new LedgerOperation.Settle("run/r/node/n/1/turn/1", "r", 7);

        LedgerDecision[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? _ledger : new LedgerStore(_tables.Client, _time)).PostAsync(Account, settle, None)));

        Assert.Single(answers.OfType<LedgerDecision.Posted>());
        Assert.All(answers.OfType<LedgerDecision.Repeated>(), repeated => Assert.Equal((3L, 7L), (repeated.Posting.Sequence, repeated.Posting.MicroCredits)));
        Assert.Equal(7, (await _ledger.ReadAsync(Account, None)).Balance(LedgerAccount.Spent));
    }

    [Fact]
    public async Task Post_TwoOperationsWithOneIdTogether_PostsTheFirst()
    {
        await GrantAsync("pack", 100);

        LedgerDecision[] answers = await Task.WhenAll(
            _ledger.PostAsync(Account, new LedgerOperation.Hold("h", "r", 40), None), _ledger.PostAsync(Account, new LedgerOperation.Hold("h", "r", 40), None));

        Assert.Equal(40, (await _ledger.ReadAsync(Account, None)).Balance(LedgerAccount.Held));
        Assert.Single(answers.OfType<LedgerDecision.Repeated>());
    }

    [Fact]
    public async Task Post_SixtyFourSpendersInFourProcesses_SpendTheBalanceExactly()
    {
        const long balance = 10_000;
        const int runs = 64;
        await GrantAsync("pack", balance);
        LedgerStore[] ledgers = [.. Enumerable.Range(0, 4).Select(_ => new LedgerStore(_tables.Client, _time))];

        long[] receipts = await Task.WhenAll(Enumerable.Range(0, runs).Select(spender => SpendAsync(ledgers[spender % 4], spender)));

        LedgerState state = await _ledger.ReadAsync(Account, None);
        Assert.Empty(LedgerInvariants.Broken(state));
        Assert.Equal(balance, receipts.Sum());
        Assert.Equal((balance, 0, 0), (state.Balance(LedgerAccount.Spent), state.Balance(LedgerAccount.Held), state.Available(_time.GetUtcNow())));
        Assert.True(ledgers.Sum(ledger => ledger.Conflicts) > 0, "The processes never met.");
    }

    [Fact]
    public async Task Post_ThousandRunsOnOneWallet_SettledIsTheSumOfTheReceipts()
    {
        const int runs = 1_000;
        await GrantAsync("pack", 20_000);

        long[] receipts = await Task.WhenAll(Enumerable.Range(0, runs).Select(RunAsync));

        LedgerState state = await _ledger.ReadAsync(Account, None);
        Assert.Empty(LedgerInvariants.Broken(state));
        Assert.Equal(receipts.Sum(), state.Balance(LedgerAccount.Spent));
        Assert.True(state.Holds.IsEmpty);
    }

    [Fact]
    public async Task Post_AfterAGrantsEnd_WritesItOffWithWhateverComesNext()
    {
        await GrantAsync("pack", 100);
        _time.Advance(TimeSpan.FromDays(31));

        Assert.IsType<LedgerDecision.Refused>(await _ledger.PostAsync(Account, new LedgerOperation.Hold("h", "r", 1), None));

        LedgerState state = await _ledger.ReadAsync(Account, None);
        Assert.Equal((100, 0), (state.Balance(LedgerAccount.Expired), state.Grants.Length));
        Assert.Equal([PostingKind.Expire, PostingKind.Grant], (await _ledger.StatementAsync(Account, null, 10, None)).Postings.Select(posting => posting.Kind));
    }

    [Fact]
    public async Task Statement_PageByPage_HasEveryPostingOnceTheNewestFirst()
    {
        await GrantAsync("pack", 100);
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => _ledger.PostAsync(Account, new LedgerOperation.Hold($"h{i}", $"r{i}", 1), None)));

        List<long> numbers = [];
        long? before = null;
        do
        {
            StatementPage page = await _ledger.StatementAsync(Account, before, 10, None);
            numbers.AddRange(page.Postings.Select(posting => posting.Sequence));
            before = page.Next;
        }
        while (before is not null);

        Assert.Equal(Enumerable.Range(1, 25).Reverse().Select(n => (long)n), numbers);
    }

    [Fact]
    public async Task Post_BalanceThatCannotBeRead_FailsAndStoresNothing()
    {
        TableClient table = _tables.Client.GetTableClient(LedgerRows.TableName);
        await table.CreateIfNotExistsAsync();
        await table.AddEntityAsync(new TableEntity(LedgerRows.Partition(Account), LedgerRows.Balance));

        await Assert.ThrowsAsync<InvalidDataException>(() => GrantAsync("pack", 100));
        Assert.Empty((await _ledger.StatementAsync(Account, null, 10, None)).Postings);
        await table.DeleteEntityAsync(LedgerRows.Partition(Account), LedgerRows.Balance);

        await GrantAsync("pack", 100);
        Assert.Equal(1, (await _ledger.ReadAsync(Account, None)).Sequence);
    }

    private async Task GrantAsync(string source, long microCredits) => Posted(
        await _ledger.PostAsync(Account, new LedgerOperation.Issue($"stripe/{source}", source, GrantKind.Purchase, microCredits, _time.GetUtcNow().AddDays(30)), None));

    /// <summary>Spends in small turns until nothing is left for anybody.</summary>
    private static async Task<long> SpendAsync(LedgerStore ledger, int spender)
    {
        long receipts = 0;
        for (int turn = 1; ; turn++)
        {
            long amount = 1 + ((spender + turn) % 90);
            while (await ledger.PostAsync(Account, new LedgerOperation.Hold($"run/{spender}/hold/{turn}-{amount}", $"{spender}", amount), None) is LedgerDecision.Refused)
            {
                if (--amount == 0)
                {
                    return receipts;
                }
            }

            receipts += Posted(await ledger.PostAsync(Account, new LedgerOperation.Settle($"run/{spender}/node/n/1/turn/{turn}", $"{spender}", amount), None)).MicroCredits;
        }
    }

    private async Task<long> RunAsync(int run)
    {
        long receipts = 0;
        if (await _ledger.PostAsync(Account, new LedgerOperation.Hold($"run/{run}/hold/1", $"{run}", 40), None) is LedgerDecision.Posted)
        {
            receipts += Posted(await _ledger.PostAsync(Account, new LedgerOperation.Settle($"run/{run}/node/n/1/turn/1", $"{run}", run % 30), None)).MicroCredits;
        }

        await _ledger.PostAsync(Account, new LedgerOperation.Release($"{run}"), None);
        return receipts;
    }

    private static Posting Posted(LedgerDecision decision) => Assert.IsType<LedgerDecision.Posted>(decision).Posting;
}
