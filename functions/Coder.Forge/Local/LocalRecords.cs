using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Forge.Local;

/// <summary>What a local repository has beside pull requests: records of the table <c>forge</c>, in the repository's partition.</summary>
internal sealed class LocalRecords(TableServiceClient tables)
{
    internal const string TableName = "forge";

    private const string Content = "Content";
    private const char AfterSeparator = '"';

    private readonly CreatedTable _table = new(tables, TableName);

    internal async Task<T?> FindAsync<T>(RepositoryName repository, string[] key, CancellationToken cancellationToken)
        where T : class
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(
            PullRequestKeys.Partition(repository), TableKey.Encode(key), cancellationToken: cancellationToken);
        return found.HasValue ? Read<T>(found.Value!) : null;
    }

    internal async Task PutAsync<T>(RepositoryName repository, string[] key, T record, CancellationToken cancellationToken)
    {
        TableEntity row = new(PullRequestKeys.Partition(repository), TableKey.Encode(key));
        CompressedProperty.Set(row, Content, JsonSerializer.SerializeToUtf8Bytes(record));
        await (await _table.GetAsync(cancellationToken)).UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    internal async Task RemoveAsync(RepositoryName repository, string[] key, CancellationToken cancellationToken) =>
        await (await _table.GetAsync(cancellationToken)).DeleteEntityAsync(PullRequestKeys.Partition(repository), TableKey.Encode(key), cancellationToken: cancellationToken);

    /// <summary>The records whose keys begin with these parts, by key.</summary>
    internal async Task<IReadOnlyList<T>> ListAsync<T>(RepositoryName repository, string[] start, CancellationToken cancellationToken)
        where T : class
    {
        string prefix = TableKey.Encode(start);
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {PullRequestKeys.Partition(repository)} and RowKey ge {prefix + "!"} and RowKey lt {prefix + AfterSeparator}");
        List<T> records = [];
        await foreach (TableEntity row in (await _table.GetAsync(cancellationToken)).QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            records.Add(Read<T>(row));
        }

        return records;
    }

    private static T Read<T>(TableEntity row) => JsonSerializer.Deserialize<T>(CompressedProperty.Get(row, Content)!)!;
}
