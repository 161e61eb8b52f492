using Azure;
using Azure.Data.Tables;
using Coder.Contracts;
using Coder.Runs.Records;
using Coder.Storage;

namespace Coder.Runs.Storage;

/// <summary>Reads and changes the rows of runs. Index rows follow the main row and are checked against it when read.</summary>
public sealed class RunStore(RunTables tables, RowPayload payload)
{
    /// <summary>An account of no name has no runs, so no account's rows are here.</summary>
    private static readonly string OpenPartition = TableKey.Encode("", "open");

    /// <summary>Concurrent writers of one run are few (activities, control requests); more conflicts than this mean a fault.</summary>
    private const int ConflictsMax = 50;

    /// <summary>Rows that are looked at for one page.</summary>
    private const int ScannedMax = 1_000;

    /// <summary>Characters of constants that are kept in memory.</summary>
    private const long ConstantsCharsMax = 8 * 1024 * 1024;

    private readonly RecentValues<RunKey, RunConstants> _constants = new(ConstantsCharsMax);

    /// <summary>Inserts the run; false when its id is there already.</summary>
    public async Task<bool> CreateAsync(RunRecord run, CancellationToken cancellation)
    {
        TableClient table = await tables.RunsAsync(cancellation);
        await WriteIndexAsync(table, run, cancellation);
        await table.UpsertEntityAsync(
            new TableEntity(OpenPartition, TableKey.Encode(run.RunId)) { ["Account"] = run.Account, ["RunId"] = run.RunId }, TableUpdateMode.Replace, cancellation);
        try
        {
            await table.SubmitTransactionAsync(
                [
                    new TableTransactionAction(TableTransactionActionType.Add, await ToRowAsync(run, cancellation)),
                    new TableTransactionAction(TableTransactionActionType.Add, await ToRowAsync(run.Key, RunConstants.Of(run), cancellation)),
                ],
                cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    /// <summary>The run, or null when the account has none of that id.</summary>
    public async Task<RunRecord?> FindAsync(RunKey key, CancellationToken cancellation) => (await ReadAsync(key, cancellation))?.Run;

    /// <summary>The key of a run of which only the id is known; null when no run of that id is open (<see cref="ListOpenAsync"/>).</summary>
    public async Task<RunKey?> FindOpenKeyAsync(string runId, CancellationToken cancellation)
    {
        TableClient table = await tables.RunsAsync(cancellation);
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(OpenPartition, TableKey.Encode(runId), cancellationToken: cancellation);
        return row.HasValue ? new RunKey(row.Value!.Text("Account"), runId) : null;
    }

    /// <summary>The run; a run that an orchestration names exists.</summary>
    public async Task<RunRecord> GetAsync(RunKey key, CancellationToken cancellation) =>
        await FindAsync(key, cancellation) ?? throw new InvalidOperationException($"Run {key.RunId} has no row.");

    /// <summary>Changes the run by a pure function; repeated with the newer row when somebody else was faster.</summary>
    /// <returns>The run as it is afterwards.</returns>
    public async Task<RunRecord> UpdateAsync(RunKey key, Func<RunRecord, RunRecord> change, CancellationToken cancellation)
    {
        TableClient table = await tables.RunsAsync(cancellation);
        for (int conflicts = 0; ; conflicts++)
        {
            (RunRecord before, ETag tag) = await ReadAsync(key, cancellation) ?? throw new InvalidOperationException($"Run {key.RunId} has no row.");
            RunRecord after = change(before);
            if (after == before)
            {
                return before;
            }

            if (after.Status != before.Status)
            {
                await WriteIndexAsync(table, after, cancellation);
            }

            try
            {
                await table.UpdateEntityAsync(await ToRowAsync(after, cancellation), tag, TableUpdateMode.Replace, cancellation);
            }
            catch (RequestFailedException e) when (e.Status == 412 && conflicts < ConflictsMax)
            {
                continue;
            }

            if (after.Status != before.Status)
            {
                await table.DeleteEntityAsync(IndexPartition(before.Account, before.Status), IndexRow(before), cancellationToken: cancellation);
            }

            if (RunTransitions.IsFinal(after.Status))
            {
                await CloseAsync(key, cancellation);
            }

            return after;
        }
    }

    /// <summary>The runs of all accounts that are not final, and some that have just become so, in order of their ids.</summary>
    public async Task<IReadOnlyList<RunKey>> ListOpenAsync(CancellationToken cancellation)
    {
        TableClient table = await tables.RunsAsync(cancellation);
        List<RunKey> open = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {OpenPartition}"), cancellationToken: cancellation))
        {
            open.Add(new RunKey(row.Text("Account"), row.Text("RunId")));
        }

        return open;
    }

    /// <summary>Takes a final run off <see cref="ListOpenAsync"/>: what a process leaves to do that dies right after it made the run final.</summary>
    public async Task CloseAsync(RunKey key, CancellationToken cancellation)
    {
        TableClient table = await tables.RunsAsync(cancellation);
        await table.DeleteEntityAsync(OpenPartition, TableKey.Encode(key.RunId), cancellationToken: cancellation);
    }

    /// <summary>Removes a final run's rows, those that it is found by first: as long as its own is there, a repeat goes on.</summary>
    public async Task RemoveAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        TableClient table = await tables.RunsAsync(cancellation);
        foreach (string partition in IndexPartitions(run))
        {
            await table.DeleteEntityAsync(partition, IndexRow(run), cancellationToken: cancellation);
        }

        await CloseAsync(run.Key, cancellation);
        (string own, string row, string constants) = (TableKey.Encode(run.Account), TableKey.Encode(run.RunId), ConstantsRow(run.Key));
        await RowRemoval.RemoveAsync(
            table, TableClient.CreateQueryFilter($"PartitionKey eq {own} and (RowKey eq {row} or RowKey eq {constants})"), found => payload.RemoveAsync(found, cancellation), cancellation);
    }

    /// <summary>Runs of an account, newest first. A page may hold fewer than there are: <see cref="ScannedMax"/> rows are looked at for one.</summary>
    /// <param name="cursor">From the page before; null: from the newest.</param>
    /// <param name="limit">1 to 100.</param>
    public async Task<Contracts.Page<RunRecord>> ListAsync(string account, RunFilter filter, string? cursor, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        TableClient table = await tables.RunsAsync(cancellation);
        string partition = filter.Project is { } project ? ProjectPartition(account, project) : IndexPartition(account, filter.Status);
        // Inverted: what is older sorts behind.
        string end = filter.Since is { } since && since > DateTimeOffset.MinValue ? TableKey.InvertedTime(since.AddTicks(-1)) : "~";
        List<RunRecord> runs = [];
        string? last = null;
        int scanned = 0;
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {cursor ?? ""} and RowKey lt {end}"), limit, cancellationToken: cancellation))
        {
            if (runs.Count == limit || scanned == ScannedMax)
            {
                return new Contracts.Page<RunRecord>(runs, last);
            }

            scanned++;
            last = row.RowKey;
            // A creation that a crash cut off, and that was made again later, has left another row.
            if (await FindForListAsync(table, new RunKey(account, row.Text("RunId")), cancellation) is { } run && row.RowKey == IndexRow(run) && filter.Matches(run))
            {
                runs.Add(run);
            }
        }

        return new Contracts.Page<RunRecord>(runs, null);
    }

    /// <summary>A run whose content is lost is listed with what its row still says: one lost blob must not hide all the others.</summary>
    private async Task<RunRecord?> FindForListAsync(TableClient table, RunKey key, CancellationToken cancellation)
    {
        try
        {
            return await FindAsync(key, cancellation);
        }
        catch (ContentLostException e)
        {
            TableEntity row = await table.GetEntityAsync<TableEntity>(TableKey.Encode(key.Account), TableKey.Encode(key.RunId), cancellationToken: cancellation);
            return RunConstants.Lost(key, Enum.Parse<RunStatus>(row.Text("Status")), row.Time("CreatedAt"), e.Message);
        }
    }

    private async Task<(RunRecord Run, ETag Tag)?> ReadAsync(RunKey key, CancellationToken cancellation)
    {
        TableClient table = await tables.RunsAsync(cancellation);
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
            TableKey.Encode(key.Account), TableKey.Encode(key.RunId), cancellationToken: cancellation);
        return row.HasValue
            ? ((await ConstantsAsync(table, key, cancellation)).Complete(StoreJson.Read<RunRecord>(await payload.GetAsync(row.Value!, cancellation))), row.Value!.ETag)
            : null;
    }

    private async Task<RunConstants> ConstantsAsync(TableClient table, RunKey key, CancellationToken cancellation)
    {
        if (_constants.TryGet(key, out RunConstants? known))
        {
            return known;
        }

        TableEntity row = await table.GetEntityAsync<TableEntity>(TableKey.Encode(key.Account), ConstantsRow(key), cancellationToken: cancellation);
        RunConstants read = StoreJson.Read<RunConstants>(await payload.GetAsync(row, cancellation));
        _constants.Put(key, read, read.Request.Prompt.Length);
        return read;
    }

    private static async Task WriteIndexAsync(TableClient table, RunRecord run, CancellationToken cancellation)
    {
        foreach (string partition in IndexPartitions(run))
        {
            await table.UpsertEntityAsync(new TableEntity(partition, IndexRow(run)) { ["RunId"] = run.RunId }, TableUpdateMode.Replace, cancellation);
        }
    }

    private static string[] IndexPartitions(RunRecord run)
    {
        string[] projects = run.Project is { } project ? [ProjectPartition(run.Account, project)] : [];
        return [IndexPartition(run.Account, null), IndexPartition(run.Account, run.Status), .. projects];
    }

    private async Task<TableEntity> ToRowAsync(RunRecord run, CancellationToken cancellation)
    {
        TableEntity row = new(TableKey.Encode(run.Account), TableKey.Encode(run.RunId)) { ["Status"] = run.Status.ToString(), ["CreatedAt"] = run.CreatedAt };
        await payload.PutAsync(row, StoreJson.Write(RunConstants.Without(run)), cancellation);
        return row;
    }

    private async Task<TableEntity> ToRowAsync(RunKey key, RunConstants constants, CancellationToken cancellation)
    {
        TableEntity row = new(TableKey.Encode(key.Account), ConstantsRow(key));
        await payload.PutAsync(row, StoreJson.Write(constants), cancellation);
        return row;
    }

    private static string ConstantsRow(RunKey key) => TableKey.Encode(key.RunId, "constants");

    private static string IndexPartition(string account, RunStatus? status) => TableKey.Encode(account, "status", status?.ToString() ?? "any");

    private static string ProjectPartition(string account, string project) => TableKey.Encode(account, "project", project);

    private static string IndexRow(RunRecord run) => TableKey.Encode(TableKey.InvertedTime(run.CreatedAt), run.RunId);
}
