using Azure.Data.Tables;
using Coder.Billing.Ledger;
using Coder.Storage;

namespace Coder.Billing.Bookkeeping;

/// <summary>
/// The ledgers of all accounts. A posting is stored when its task completes, together with the balance, or not at all. Several processes may write:
/// the balance row's ETag decides who was first.
/// </summary>
public sealed class LedgerStore
{
    private const int AttemptsMax = 50;
    private const int DelayMillisecondsMax = 20;

    private readonly CreatedTable _table;
    private readonly TimeProvider _time;
    private readonly AccountQueues _queues;
    private long _conflicts;

    public LedgerStore(TableServiceClient tables, TimeProvider time)
    {
        _table = new CreatedTable(tables, LedgerRows.TableName);
        _time = time;
        _queues = new AccountQueues(LedgerGroup.OperationsMax, WriteAsync);
    }

    /// <summary>How often another process was first since this one started; each time the group was decided anew.</summary>
    public long Conflicts => Interlocked.Read(ref _conflicts);

    /// <summary>Does the operation once, however often it is asked for. Canceled, it may be done nevertheless: ask again with the same id.</summary>
    /// <exception cref="LedgerBusyException">Others were faster too often.</exception>
    public Task<LedgerDecision> PostAsync(string account, LedgerOperation operation, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        WaitingOperation waiting = new(operation);
        _queues.Add(account, waiting);
        return waiting.Answer.Task.WaitAsync(cancellation);
    }

    /// <summary>The ledger of an account; empty when it has none yet.</summary>
    public async Task<LedgerState> ReadAsync(string account, CancellationToken cancellation) =>
        await LedgerReading.StateAsync(await _table.GetAsync(cancellation), account, cancellation);

    /// <summary>The posting with that id, or null.</summary>
    public async Task<Posting?> FindAsync(string account, string id, CancellationToken cancellation) =>
        await LedgerReading.FindAsync(await _table.GetAsync(cancellation), account, id, cancellation);

    /// <summary>Postings, the newest first.</summary>
    /// <param name="before">Number of the last posting of the page before; null: the first page.</param>
    /// <param name="limit">Postings of a page, 1 to 1 000.</param>
    public async Task<StatementPage> StatementAsync(string account, long? before, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1_000);
        return await LedgerReading.PageAsync(await _table.GetAsync(cancellation), account, before, limit, cancellation);
    }

    private async Task WriteAsync(string account, IReadOnlyList<WaitingOperation> group)
    {
        TableClient table = await _table.GetAsync(CancellationToken.None);
        LedgerOperation[] operations = [.. group.Select(waiting => waiting.Operation)];
        for (int attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            if (await new LedgerGroup(table, account, _time.GetUtcNow()).TryAsync(operations, CancellationToken.None) is { } answers)
            {
                for (int i = 0; i < group.Count; i++)
                {
                    group[i].Answer.TrySetResult(answers[i]);
                }

                return;
            }

            Interlocked.Increment(ref _conflicts);
            // Not all at once again.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, DelayMillisecondsMax)), _time);
        }

        throw new LedgerBusyException(account, AttemptsMax);
    }
}
