using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Accounts;

/// <summary>Runs that accounts have begun, by day (UTC). A run that is cut off between being counted and being stored stays counted.</summary>
public sealed class DailyRuns(TableServiceClient tables, TimeProvider time)
{
    private const int ConflictsMax = 100;
    private const string CountColumn = "Count";
    private const string LastColumn = "Last";

    private const int DaysKept = 2;

    private const int TurnstilesCount = 64;

    /// <summary>Requests of one account in this process go one by one: left to the row's ETag alone, one of many could lose every round. Accounts share turnstiles.</summary>
    private readonly SemaphoreSlim[] _turnstiles = [.. Enumerable.Range(0, TurnstilesCount).Select(_ => new SemaphoreSlim(1))];

    private readonly CreatedTable _table = new(tables, "dailyruns");

    /// <summary>When the next day begins.</summary>
    public DateTimeOffset NextDay => new(time.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    /// <summary>Counts a run, unless it is the last one that was counted. False: the account has begun <paramref name="max"/> today.</summary>
    public Task<bool> TakeAsync(AccountId account, string runId, int max, CancellationToken cancellation) => ChangeAsync(
        account,
        row =>
        {
            int count = row?.GetInt32(CountColumn) ?? 0;
            return row?.GetString(LastColumn) == runId ? (count, runId) : count < max ? (count + 1, runId) : null;
        },
        cancellation);

    /// <summary>The run was refused after it had been counted.</summary>
    public Task GiveBackAsync(AccountId account, CancellationToken cancellation) => ChangeAsync(account, row => (Math.Max(0, (row?.GetInt32(CountColumn) ?? 0) - 1), ""), cancellation);

    /// <summary>Removes the counts of days that ended more than <see cref="DaysKept"/> days ago.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        string oldest = DayOf(time.GetUtcNow().AddDays(-DaysKept));
        await RowRemoval.RemoveAsync(table, TableClient.CreateQueryFilter($"RowKey lt {oldest}"), null, cancellation);
    }

    private static string DayOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private async Task<bool> ChangeAsync(AccountId account, Func<TableEntity?, (int Count, string Last)?> change, CancellationToken cancellation)
    {
        SemaphoreSlim turnstile = _turnstiles[(uint)account.GetHashCode() % TurnstilesCount];
        await turnstile.WaitAsync(cancellation);
        try
        {
            return await ChangeInTurnAsync(account, change, cancellation);
        }
        finally
        {
            turnstile.Release();
        }
    }

    private async Task<bool> ChangeInTurnAsync(AccountId account, Func<TableEntity?, (int Count, string Last)?> change, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        (string partition, string key) = (TableKey.Encode(account.Value), DayOf(time.GetUtcNow()));
        for (int conflicts = 0; ; conflicts++)
        {
            NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellation);
            TableEntity? before = found.HasValue ? found.Value : null;
            if (change(before) is not var (count, last))
            {
                return false;
            }

            TableEntity after = new(partition, key) { [CountColumn] = count, [LastColumn] = last };
            try
            {
                await (before is null ? table.AddEntityAsync(after, cancellation) : table.UpdateEntityAsync(after, before.ETag, TableUpdateMode.Replace, cancellation));
                return true;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412 && conflicts < ConflictsMax)
            {
                // Another run of the account was counted meanwhile.
            }
        }
    }
}
