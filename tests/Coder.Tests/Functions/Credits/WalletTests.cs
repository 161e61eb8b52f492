using Coder.Agents.Chat;
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
using TurnRequest = Coder.Agents.Chat.Turns.TurnRequest;

namespace Coder.Tests.Functions.Credits;

/// <summary>A thousand runs against one wallet that is too small for them, through four ledgers that know nothing of each other.</summary>
public sealed class WalletTests : IDisposable
{
    private const string Account = "acme";
    private const int Runs = 1_000;
    private const int Spenders = 32;
    private const long Wallet = 60_000_000;

    private static readonly PriceTable Prices = new([new ModelPrice("scripted", 3, 0.3m, 15)]);
    private static readonly ModelSpec Model = ModelSpec.Parse("scripted:any.json");
    private readonly RunFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Spend_AThousandRunsAgainstOneWallet_NeverBelowZeroAndEverySettlementHasItsReceipt()
    {
        LedgerStore[] ledgers = [.. Enumerable.Range(0, 4).Select(_ => new LedgerStore(_fixture.Client, _fixture.Time))];
        UsageStore usage = new(_fixture.Client);
        RunCredits[] credits = [.. ledgers.Select(ledger => new RunCredits(ledger, _fixture.Runs, _fixture.Turns, Prices, usage, _fixture.Time))];
        await ledgers[0].PostAsync(Account, new LedgerOperation.Issue("stripe/pack", "pack", GrantKind.Purchase, Wallet, _fixture.Time.GetUtcNow().AddYears(1)), Cancellation);
        long[] receipts = new long[Runs];
        int refused = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, Runs), new ParallelOptions { MaxDegreeOfParallelism = Spenders, CancellationToken = Cancellation }, async (number, _) =>
        {
            if (await SpendAsync(credits[number % credits.Length], number) is { } receipt)
            {
                receipts[number] = receipt;
            }
            else
            {
                Interlocked.Increment(ref refused);
            }
        });

        LedgerState state = await ledgers[0].ReadAsync(Account, Cancellation);
        Assert.Empty(LedgerInvariants.Broken(state));
        Assert.Equal((receipts.Sum(), 0L), (state.Balance(LedgerAccount.Spent), state.Balance(LedgerAccount.Held)));
        Assert.Equal(Wallet, state.Balance(LedgerAccount.Spent) + state.Available(_fixture.Time.GetUtcNow()));
        Assert.InRange(refused, 1, Runs - 1);
        long settled = 0;
        await foreach (Posting posting in StatementAsync(ledgers[1]))
        {
            Assert.True(posting is { Available: >= 0, Held: >= 0, Shortfall: 0 }, $"{posting}");
            settled += posting.Kind == PostingKind.Settle ? posting.MicroCredits : 0;
        }

        Assert.Equal(receipts.Sum(), settled);
        DateOnly today = DateOnly.FromDateTime(_fixture.Time.GetUtcNow().UtcDateTime);
        Assert.Equal(settled, (await usage.ReadAsync(Account, today, today, Cancellation)).Sum(line => line.MicroCredits));
        Assert.Equal(settled, await usage.MonthAsync(Account, null, _fixture.Time.GetUtcNow(), Cancellation));
    }

    /// <summary>One run of one turn; null: the wallet did not suffice.</summary>
    private async Task<long?> SpendAsync(RunCredits credits, int number)
    {
        RunRecord run = TestRuns.New() with { Account = Account, Agent = $"agent-{number % 3}" };
        TurnKey turn = new(run.RunId, "work", 1, 1);
        try
        {
            await credits.OpenAsync(run, Model, Cancellation);
        }
        catch (ApiException refused) when (refused.Status == 402)
        {
            return null;
        }

        TurnRequest request = new() { Messages = [new ChatMessage(ChatRole.User, "Do it.")], ClientRequestId = turn.RequestId, Node = "work", Visit = 1, Turn = 1 };
        long? receipt = null;
        if (await credits.ReserveAsync(run, turn, Model, request, Cancellation) is { } tokens)
        {
            receipt = Prices.Estimate("scripted", number, 0, number % tokens).MicroCredits;
            ClaimOutcome.Acquired claim = Assert.IsType<ClaimOutcome.Acquired>(await _fixture.Turns.ClaimAsync(turn, "host", true, Cancellation));
            Assert.True(await _fixture.Turns.CommitAsync(claim.Claim, "said", new TurnUsage(number, 0, number % tokens, false, receipt.Value) { Model = "scripted" }, Cancellation));
            await credits.SettleAsync(run, turn, Cancellation);
        }

        await credits.CloseAsync(run, Cancellation);
        return receipt;
    }

    private static async IAsyncEnumerable<Posting> StatementAsync(LedgerStore ledger)
    {
        long? before = null;
        do
        {
            StatementPage page = await ledger.StatementAsync(Account, before, 1_000, Cancellation);
            foreach (Posting posting in page.Postings)
            {
                yield return posting;
            }

            before = page.Next;
        }
        while (before is not null);
    }
}
