using Azure.Data.Tables;
using Coder.Runs.Storage;

namespace Coder.Tests.Runs;

public sealed class IdempotencyStoreTests : IDisposable
{
    private readonly RunFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Begin_NewKey_IsBegun() => Assert.Equal(new IdempotencyOutcome.Begun("run-1"), await BeginAsync("run-1"));

    [Fact]
    public async Task Begin_OtherAccountsKey_IsItsOwn()
    {
        await BeginAsync("run-1");

        Assert.IsType<IdempotencyOutcome.Begun>(await _fixture.Idempotency.BeginAsync("other", "key", "hash", "run-2", "host-1", onlyHost: true, Cancellation));
    }

    [Fact]
    public async Task Begin_WhileWorkedOn_IsInFlight()
    {
        await BeginAsync("run-1");

        Assert.IsType<IdempotencyOutcome.InFlight>(await BeginAsync("run-2"));
    }

    [Fact]
    public async Task Begin_OtherBody_IsSaid()
    {
        await BeginAsync("run-1");

        Assert.IsType<IdempotencyOutcome.OtherBody>(await BeginAsync("run-2", "another hash"));
    }

    [Fact]
    public async Task Begin_Done_GivesTheResponseAgain()
    {
        await BeginAsync("run-1");
        await CompleteAsync();

        IdempotencyOutcome.Replay replay = Assert.IsType<IdempotencyOutcome.Replay>(await BeginAsync("run-2"));
        Assert.Equal("run-1", replay.Subject);
        Assert.Equal("response"u8.ToArray(), replay.Response);
        Assert.IsType<IdempotencyOutcome.OtherBody>(await BeginAsync("run-2", "another hash"));
    }

    [Fact]
    public async Task Begin_DeadRequest_IsTakenOverForTheSameThing()
    {
        await BeginAsync("run-1");
        _fixture.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(new IdempotencyOutcome.Begun("run-1"), await BeginAsync("run-2"));
        Assert.IsType<IdempotencyOutcome.InFlight>(await BeginAsync("run-3"));
    }

    [Fact]
    public async Task Begin_AfterADay_KeyIsNewAgain()
    {
        await BeginAsync("run-1");
        await CompleteAsync();
        _fixture.Time.Advance(TimeSpan.FromHours(25));

        Assert.Equal(new IdempotencyOutcome.Begun("run-2"), await BeginAsync("run-2", "another hash"));
    }

    [Fact]
    public async Task Forget_RefusedRequest_FreesTheKey()
    {
        await BeginAsync("run-1");
        await _fixture.Idempotency.ForgetAsync("local", "key", Cancellation);

        Assert.Equal(new IdempotencyOutcome.Begun("run-2"), await BeginAsync("run-2", "another hash"));
    }

    [Fact]
    public async Task Begin_ManyAtOnce_OneBegins()
    {
        IdempotencyOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => BeginAsync($"run-{i}")));

        Assert.Single(outcomes.OfType<IdempotencyOutcome.Begun>());
        Assert.Equal(7, outcomes.OfType<IdempotencyOutcome.InFlight>().Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Begin_RequestOfAKilledHost_IsTakenOverAtOnceByTheOnlyHost(bool onlyHost)
    {
        await BeginAsync("run-1");

        IdempotencyOutcome repeated = await BeginAsync("run-2", owner: "host-2", onlyHost: onlyHost);

        Assert.Equal(onlyHost ? new IdempotencyOutcome.Begun("run-1") : new IdempotencyOutcome.InFlight(), repeated);
    }

    [Fact]
    public async Task Sweep_ResponsesOfMoreThanADay_GoAndTheOthersStay()
    {
        // More than a transaction takes, and some in another partition.
        for (int n = 0; n < 120; n++)
        {
            await _fixture.Idempotency.BeginAsync("acme", $"old {n}", "hash", "run", "host-1", onlyHost: true, Cancellation);
        }

        await _fixture.Idempotency.BeginAsync("other", "old", "hash", "run", "host-1", onlyHost: true, Cancellation);
        string large = TestRuns.Noise(1_500_000);
        await _fixture.Idempotency.CompleteAsync("acme", "large", "hash", "run", System.Text.Encoding.UTF8.GetBytes(large), Cancellation);
        Assert.Single(_fixture.Blobs.Names);
        _fixture.Time.Advance(TimeSpan.FromHours(24));
        await BeginAsync("run-1");
        await CompleteAsync();
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));

        await _fixture.Idempotency.SweepAsync(Cancellation);

        List<string> left = [];
        await foreach (TableEntity row in _fixture.Client.GetTableClient("idempotency").QueryAsync<TableEntity>(cancellationToken: Cancellation))
        {
            left.Add($"{row.PartitionKey} {row.RowKey}");
        }

        Assert.Equal(["local key"], left);
        Assert.Empty(_fixture.Blobs.Names);
        Assert.IsType<IdempotencyOutcome.Replay>(await BeginAsync("run-2"));
    }

    private Task<IdempotencyOutcome> BeginAsync(string subject, string hash = "hash", string owner = "host-1", bool onlyHost = true) =>
        _fixture.Idempotency.BeginAsync("local", "key", hash, subject, owner, onlyHost, Cancellation);

    private Task CompleteAsync() => _fixture.Idempotency.CompleteAsync("local", "key", "hash", "run-1", "response"u8.ToArray(), Cancellation);
}
