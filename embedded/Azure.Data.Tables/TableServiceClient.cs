using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Rest;

namespace Azure.Data.Tables;

/// <summary>The tables of a storage account, of Azurite, or of the embedded store. Safe for concurrent use; keep one for the process.</summary>
public class TableServiceClient
{
    private readonly ITableBackEnd _tables;

    /// <param name="connectionString">
    /// <c>UseDevelopmentStorage=true</c>, an account's connection string with its key, or <c>Data Source=/path/store.db</c> for the embedded store.
    /// </param>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    /// <inheritdoc cref="TableServiceClient(string)"/>
    public TableServiceClient(string connectionString, TableClientOptions? options = null)
        : this(StorageConnection.Open(connectionString, options ?? new TableClientOptions()))
    {
    }

    /// <param name="endpoint">For example <c>https://account.table.core.windows.net</c>.</param>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, new TableClientOptions())
    {
    }

    /// <inheritdoc cref="TableServiceClient(Uri, TableSharedKeyCredential)"/>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options)
        : this(new RestTables(endpoint, credential, options))
    {
    }

    /// <inheritdoc cref="TableServiceClient(Uri, TableSharedKeyCredential)"/>
    /// <param name="tokenCredential">An identity that has a role on the account's tables.</param>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(new RestTables(endpoint, tokenCredential, options ?? new TableClientOptions()))
    {
    }

    internal TableServiceClient(ITableBackEnd tables) => _tables = tables;

    public virtual string AccountName => _tables.AccountName;

    public virtual Uri Uri => _tables.Uri;

    /// <summary>A client for the table; whether the table exists is not asked.</summary>
    public virtual TableClient GetTableClient(string tableName) => new(_tables, tableName);

    /// <summary>Makes the table; the response's status is 409 when it existed already.</summary>
    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateIfNotExistsAsync(cancellationToken);

    /// <summary>Deletes the table with its entities; the response's status is 404 when there was none.</summary>
    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).DeleteAsync(cancellationToken);
}
