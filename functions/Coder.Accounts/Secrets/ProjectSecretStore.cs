using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Accounts.Secrets;

/// <summary>The secrets of projects, sealed. Nobody reads one back but the platform, for the project's runs.</summary>
public sealed class ProjectSecretStore(TableServiceClient tables, SecretSealer sealer, TimeProvider time)
{
    /// <summary>Secrets of one project.</summary>
    public const int SecretsMax = 100;

    internal const string TableName = "projectsecrets";

    private const string NameColumn = "Name";
    private const string SealedColumn = "Sealed";
    private const string UpdatedColumn = "UpdatedAt";

    private readonly CreatedTable _table = new(tables, TableName);

    /// <summary>Sets a secret, whether it was there or not.</summary>
    /// <returns>Null: the project has as many as it may have.</returns>
    public async Task<ProjectSecret?> SetAsync(AccountId account, string project, string name, string value, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        IReadOnlyList<ProjectSecret> before = await ListAsync(account, project, cancellation);
        if (before.Count >= SecretsMax && before.All(secret => secret.Name != name))
        {
            return null;
        }

        DateTimeOffset now = time.GetUtcNow();
        TableEntity row = new(Partition(account, project), TableKey.Encode(name))
        {
            [NameColumn] = name, [SealedColumn] = await sealer.SealAsync(value, Place(account, project, name), cancellation), [UpdatedColumn] = now,
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        return new ProjectSecret(name, now);
    }

    /// <summary>What there is, by name.</summary>
    public async Task<IReadOnlyList<ProjectSecret>> ListAsync(AccountId account, string project, CancellationToken cancellation) =>
        [.. (await RowsAsync(account, project, cancellation)).Select(row => new ProjectSecret(row.GetString(NameColumn)!, row.GetDateTimeOffset(UpdatedColumn)!.Value))];

    /// <summary>The values by name, for a run that begins.</summary>
    /// <exception cref="SecretUnreadableException">One cannot be opened.</exception>
    public async Task<IReadOnlyDictionary<string, string>> OpenAsync(AccountId account, string project, CancellationToken cancellation)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (TableEntity row in await RowsAsync(account, project, cancellation))
        {
            string name = row.GetString(NameColumn)!;
            values[name] = await sealer.OpenAsync(row.GetString(SealedColumn)!, Place(account, project, name), cancellation);
        }

        return values;
    }

    /// <summary>False: there is no such secret.</summary>
    public async Task<bool> DeleteAsync(AccountId account, string project, string name, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        (string partition, string row) = (Partition(account, project), TableKey.Encode(name));
        bool isThere = (await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation)).HasValue;
        await table.DeleteEntityAsync(partition, row, cancellationToken: cancellation);
        return isThere;
    }

    /// <summary>All of them: the project is going.</summary>
    public async Task DeleteAllAsync(AccountId account, string project, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        foreach (TableEntity row in await RowsAsync(account, project, cancellation))
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
        }
    }

    private async Task<IReadOnlyList<TableEntity>> RowsAsync(AccountId account, string project, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        string partition = Partition(account, project);
        List<TableEntity> rows = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellation))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static string Partition(AccountId account, string project) => TableKey.Encode(account.Value, project);

    private static string Place(AccountId account, string project, string name) => $"{account.Value}/{project}/{name}";
}
