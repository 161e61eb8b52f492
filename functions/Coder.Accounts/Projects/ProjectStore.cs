using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Accounts.Projects;

/// <summary>
/// The projects. All of an account's lie in one partition, so that name, number and project change together: <c>p!ID</c> the project, <c>n!NAME</c> who has a
/// name, <c>count</c> how many there are.
/// </summary>
public sealed class ProjectStore(TableServiceClient tables, TimeProvider time)
{
    private const int ConflictsMax = 100;
    private const string DataColumn = "Data";
    private const string IdColumn = "Id";
    private const string NumberColumn = "Number";
    private const string CountRow = "count";

    private readonly CreatedTable _table = new(tables, "projects");

    /// <summary>Stores a new project; repeated with the same id it is the same project.</summary>
    /// <param name="project">Its account, id and times included.</param>
    /// <param name="max">How many the account may have.</param>
    public async Task<ProjectOutcome> CreateAsync(Project project, int max, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(project);
        TableClient table = await _table.GetAsync(cancellation);
        string partition = Partition(project.Account);
        for (int conflicts = 0; ; conflicts++)
        {
            if (await FindAsync(project.Account, project.Id, cancellation) is { } there)
            {
                return new ProjectOutcome.Stored(there);
            }

            if (await IsTakenAsync(table, partition, project.Name, cancellation))
            {
                return new ProjectOutcome.NameTaken();
            }

            NullableResponse<TableEntity> count = await table.GetEntityIfExistsAsync<TableEntity>(partition, CountRow, cancellationToken: cancellation);
            int number = NumberOf(count);
            if (number >= max)
            {
                return new ProjectOutcome.TooMany(max);
            }

            List<TableTransactionAction> actions = [new(TableTransactionActionType.Add, Row(project)), new(TableTransactionActionType.Add, NameRow(project)), Count(partition, count, number + 1)];
            if (await TryAsync(table, actions, conflicts, cancellation))
            {
                return new ProjectOutcome.Stored(project);
            }
        }
    }

    /// <summary>The account's project of that id, or null.</summary>
    public async Task<Project?> FindAsync(AccountId account, string id, CancellationToken cancellation) => (await ReadAsync(account, id, cancellation))?.Project;

    /// <summary>The account's project of that id or name, or null.</summary>
    public async Task<Project?> FindByIdOrNameAsync(AccountId account, string idOrName, CancellationToken cancellation)
    {
        if (await FindAsync(account, idOrName, cancellation) is { } found)
        {
            return found;
        }

        TableClient table = await _table.GetAsync(cancellation);
        NullableResponse<TableEntity> name = await table.GetEntityIfExistsAsync<TableEntity>(Partition(account), NameKey(idOrName), cancellationToken: cancellation);
        return name.HasValue ? await FindAsync(account, name.Value!.GetString(IdColumn)!, cancellation) : null;
    }

    /// <summary>The account's projects in the order in which they were made.</summary>
    /// <param name="cursor">Id of the last one of the page before; null: from the first.</param>
    public async Task<(IReadOnlyList<Project> Items, string? Next)> ListAsync(AccountId account, string? cursor, int limit, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        string partition = Partition(account);
        string after = cursor is null ? "p" : ProjectRow(cursor);
        List<Project> projects = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after} and RowKey lt {"q"}"), limit + 1, cancellationToken: cancellation))
        {
            if (projects.Count == limit)
            {
                return (projects, projects[^1].Id);
            }

            projects.Add(Of(account, row));
        }

        return (projects, null);
    }

    /// <summary>Changes a project, anew on what others have written meanwhile.</summary>
    /// <param name="change">Pure; may be called more than once. Id, account and times are kept.</param>
    public async Task<ProjectOutcome> UpdateAsync(AccountId account, string id, Func<Project, Project> change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        TableClient table = await _table.GetAsync(cancellation);
        for (int conflicts = 0; ; conflicts++)
        {
            if (await ReadAsync(account, id, cancellation) is not var (before, tag))
            {
                return new ProjectOutcome.Missing();
            }

            Project after = change(before) with { Id = id, Account = account, CreatedAt = before.CreatedAt, UpdatedAt = time.GetUtcNow() };
            List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateReplace, Row(after), tag)];
            if (NameRow(after).RowKey != NameRow(before).RowKey)
            {
                if (await IsTakenAsync(table, Partition(account), after.Name, cancellation))
                {
                    return new ProjectOutcome.NameTaken();
                }

                actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, NameRow(before), ETag.All));
                actions.Add(new TableTransactionAction(TableTransactionActionType.Add, NameRow(after)));
            }

            if (await TryAsync(table, actions, conflicts, cancellation))
            {
                return new ProjectOutcome.Stored(after);
            }
        }
    }

    /// <summary>Takes a project away; its runs stay. False: there is none.</summary>
    public async Task<bool> DeleteAsync(AccountId account, string id, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        string partition = Partition(account);
        for (int conflicts = 0; ; conflicts++)
        {
            if (await ReadAsync(account, id, cancellation) is not var (project, tag))
            {
                return false;
            }

            NullableResponse<TableEntity> count = await table.GetEntityIfExistsAsync<TableEntity>(partition, CountRow, cancellationToken: cancellation);
            List<TableTransactionAction> actions =
            [
                new(TableTransactionActionType.Delete, Row(project), tag),
                new(TableTransactionActionType.Delete, NameRow(project), ETag.All),
                Count(partition, count, NumberOf(count) - 1),
            ];
            if (await TryAsync(table, actions, conflicts, cancellation))
            {
                return true;
            }
        }
    }

    private static async Task<bool> TryAsync(TableClient table, List<TableTransactionAction> actions, int conflicts, CancellationToken cancellation)
    {
        try
        {
            await table.SubmitTransactionAsync(actions, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412 && conflicts < ConflictsMax)
        {
            return false;
        }
    }

    private async Task<(Project Project, ETag Tag)?> ReadAsync(AccountId account, string id, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(Partition(account), ProjectRow(id), cancellationToken: cancellation);
        return row.HasValue ? (Of(account, row.Value!), row.Value!.ETag) : null;
    }

    private static async Task<bool> IsTakenAsync(TableClient table, string partition, string name, CancellationToken cancellation) =>
        (await table.GetEntityIfExistsAsync<TableEntity>(partition, NameKey(name), cancellationToken: cancellation)).HasValue;

    private static int NumberOf(NullableResponse<TableEntity> count) => count.HasValue ? count.Value!.GetInt32(NumberColumn) ?? 0 : 0;

    private static TableTransactionAction Count(string partition, NullableResponse<TableEntity> before, int number)
    {
        TableEntity row = new(partition, CountRow) { [NumberColumn] = number };
        return before.HasValue
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, before.Value!.ETag)
            : new TableTransactionAction(TableTransactionActionType.Add, row);
    }

    private static TableEntity Row(Project project) =>
        new(Partition(project.Account), ProjectRow(project.Id)) { [DataColumn] = JsonSerializer.Serialize(project) };

    private static Project Of(AccountId account, TableEntity row) => JsonSerializer.Deserialize<Project>(row.GetString(DataColumn)!)! with { Account = account };

    private static TableEntity NameRow(Project project) => new(Partition(project.Account), NameKey(project.Name)) { [IdColumn] = project.Id };

    private static string NameKey(string name) => TableKey.Encode("n", name.ToUpperInvariant());

    private static string Partition(AccountId account) => TableKey.Encode(account.Value);

    private static string ProjectRow(string id) => TableKey.Encode("p", id);
}
