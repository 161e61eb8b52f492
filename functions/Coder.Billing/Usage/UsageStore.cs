using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Billing.Usage;

/// <summary>What accounts have used: every settled turn counted once, in the sums of its day and month, in one transaction.</summary>
public sealed class UsageStore(TableServiceClient tables)
{
    private const int AttemptsMax = 200;
    private const int TurnstilesCount = 64;

    private readonly CreatedTable _table = new(tables, UsageRows.TableName);

    // Turns of one account in this process go one after the other: their transactions would only refuse each other.
    private readonly SemaphoreSlim[] _turnstiles = [.. Enumerable.Range(0, TurnstilesCount).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Counts a turn, unless it was counted before.</summary>
    public async Task RecordAsync(string account, UsageEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(entry);
        TableClient table = await _table.GetAsync(cancellation);
        SemaphoreSlim turnstile = _turnstiles[(uint)account.GetHashCode(StringComparison.Ordinal) % TurnstilesCount];
        await turnstile.WaitAsync(cancellation);
        try
        {
            for (int attempt = 1; !await TryRecordAsync(table, account, entry, cancellation); attempt++)
            {
                if (attempt == AttemptsMax)
                {
                    throw new InvalidOperationException($"The usage of the account {account} was changed by others during {AttemptsMax} attempts. Try again in a moment.");
                }
            }
        }
        finally
        {
            turnstile.Release();
        }
    }

    /// <summary>The sums of days, in order.</summary>
    /// <param name="to">The last day.</param>
    public async Task<IReadOnlyList<UsageLine>> ReadAsync(string account, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        List<UsageLine> lines = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(UsageRows.Filter(account, from, to), cancellationToken: cancellation))
        {
            lines.Add(UsageRows.Line(row));
        }

        return lines;
    }

    /// <summary>Micro-credits used in the month of that time.</summary>
    /// <param name="project">Null: by the whole account.</param>
    public async Task<long> MonthAsync(string account, string? project, DateTimeOffset at, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(UsageRows.Partition(account), UsageRows.Month(at, project), cancellationToken: cancellation);
        return row.HasValue ? UsageRows.MicroCredits(row.Value!) : 0;
    }

    private static async Task<bool> TryRecordAsync(TableClient table, string account, UsageEntry entry, CancellationToken cancellation)
    {
        string partition = UsageRows.Partition(account);
        if ((await table.GetEntityIfExistsAsync<TableEntity>(partition, UsageRows.Id(entry.Id), ["RowKey"], cancellation)).HasValue)
        {
            return true;
        }

        UsageLine empty = UsageLine.Empty(DateOnly.FromDateTime(entry.At.UtcDateTime), entry);
        NullableResponse<TableEntity> day = await ReadAsync(UsageRows.Day(empty.Day, empty.Project, empty.Agent, empty.Model));
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Add, UsageRows.IdRow(account, entry.Id)),
            Put(UsageRows.DayRow(account, (day.HasValue ? UsageRows.Line(day.Value!) : empty).Add(entry)), day),
        ];
        string?[] sums = entry.Project is null ? [null] : [null, entry.Project];
        foreach (string? project in sums)
        {
            NullableResponse<TableEntity> month = await ReadAsync(UsageRows.Month(entry.At, project));
            actions.Add(Put(UsageRows.MonthRow(account, entry.At, project, entry.MicroCredits + (month.HasValue ? UsageRows.MicroCredits(month.Value!) : 0)), month));
        }

        try
        {
            await table.SubmitTransactionAsync(actions, cancellation);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }

        Task<NullableResponse<TableEntity>> ReadAsync(string row) => table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation);
    }

    private static TableTransactionAction Put(TableEntity row, NullableResponse<TableEntity> before) => before.HasValue
        ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, before.Value!.ETag)
        : new TableTransactionAction(TableTransactionActionType.Add, row);
}
