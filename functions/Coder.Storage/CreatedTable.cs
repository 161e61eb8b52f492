using Azure.Data.Tables;

namespace Coder.Storage;

/// <summary>A table that is made at its first use, so that no start-up step has to know it.</summary>
public sealed class CreatedTable(TableServiceClient tables, string name)
{
    private volatile TableClient? _table;

    /// <summary>The table. Failures are not remembered: the next call tries again.</summary>
    public async ValueTask<TableClient> GetAsync(CancellationToken cancellationToken)
    {
        if (_table is { } known)
        {
            return known;
        }

        TableClient table = tables.GetTableClient(name);
        await table.CreateIfNotExistsAsync(cancellationToken);
        return _table = table;
    }
}
