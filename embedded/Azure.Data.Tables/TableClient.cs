using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Rules;

namespace Azure.Data.Tables;

/// <summary>One table. Refusals are <see cref="RequestFailedException"/> with an <c>ErrorCode</c> of <see cref="TableErrorCode"/>.</summary>
public class TableClient
{
    private readonly ITableBackEnd _tables;

    internal TableClient(ITableBackEnd tables, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _tables = tables;
        Name = name;
    }

    public virtual string Name { get; }

    public virtual string AccountName => _tables.AccountName;

    /// <summary>Writes a filter with every argument as a literal of its type, quoted where needed.</summary>
    public static string CreateQueryFilter(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return string.Format(FilterLiteral.Formatter, filter.Format, filter.GetArguments());
    }

    /// <summary>Makes the table; the response's status is 409 when it existed already.</summary>
    /// <exception cref="RequestFailedException">InvalidResourceName (400).</exception>
    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        TableNames.Check(Name);
        return Response.FromValue(new TableItem(Name), await _tables.CreateTableAsync(Name, cancellationToken));
    }

    /// <summary>Deletes the table with its entities; the response's status is 404 when there was none.</summary>
    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) => _tables.DeleteTableAsync(Name, cancellationToken);

    /// <exception cref="RequestFailedException">EntityAlreadyExists (409), TableNotFound (404), or a broken limit (400).</exception>
    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity => await WriteAsync(new EntityWrite(TableTransactionActionType.Add, EntityMap.ToRow(entity), default), cancellationToken);

    /// <summary>Writes the entity whether it exists or not.</summary>
    public virtual async Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        TableTransactionActionType kind = mode == TableUpdateMode.Merge ? TableTransactionActionType.UpsertMerge : TableTransactionActionType.UpsertReplace;
        return await WriteAsync(new EntityWrite(kind, EntityMap.ToRow(entity), default), cancellationToken);
    }

    /// <param name="ifMatch">The entity's known ETag, or <see cref="ETag.All"/>.</param>
    /// <exception cref="RequestFailedException">ResourceNotFound (404) or UpdateConditionNotSatisfied (412).</exception>
    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        if (ifMatch == default)
        {
            throw new ArgumentException("An ETag is needed; pass ETag.All to update unconditionally.", nameof(ifMatch));
        }

        TableTransactionActionType kind = mode == TableUpdateMode.Merge ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace;
        return await WriteAsync(new EntityWrite(kind, EntityMap.ToRow(entity), ifMatch), cancellationToken);
    }

    /// <summary>Deletes the entity; the response's status is 404 when there was none.</summary>
    /// <param name="ifMatch">The entity's known ETag; the default deletes unconditionally.</param>
    /// <exception cref="RequestFailedException">UpdateConditionNotSatisfied (412).</exception>
    public virtual async Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        try
        {
            return await WriteAsync(EntityWrite.Delete(partitionKey, rowKey, ifMatch), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == TableErrors.NotFound)
        {
            return e.GetRawResponse() ?? LocalResponse.NotFound;
        }
    }

    /// <exception cref="RequestFailedException">ResourceNotFound (404).</exception>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        (Response response, EntityRow? row) = await ReadAsync(partitionKey, rowKey, select, cancellationToken);
        return Response.FromValue(EntityMap.ToEntity<T>(row ?? throw TableErrors.ResourceNotFound(partitionKey, rowKey)), response);
    }

    /// <summary>As <see cref="GetEntityAsync"/>, but without a value when there is no such entity or no such table.</summary>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        try
        {
            (Response response, EntityRow? row) = await ReadAsync(partitionKey, rowKey, select, cancellationToken);
            return row is null ? new NoValueResponse<T>(response) : Response.FromValue(EntityMap.ToEntity<T>(row), response);
        }
        catch (RequestFailedException e) when (e.Status == TableErrors.NotFound)
        {
            return new NoValueResponse<T>(e.GetRawResponse() ?? LocalResponse.NotFound);
        }
    }

    /// <summary>The entities that match, ordered by partition key and row key.</summary>
    /// <param name="filter">An OData filter; see <see cref="CreateQueryFilter"/>. Null for all.</param>
    /// <param name="maxPerPage">1 to 1000 rows, by default 1000.</param>
    /// <param name="select">The properties to return; null for all.</param>
    /// <exception cref="RequestFailedException">InvalidInput (400) for a filter that cannot be read, with the place.</exception>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity => new EntityPages<T>(_tables, Name, () => EntityQuery.Create(filter, select), maxPerPage, cancellationToken);

    /// <summary>Up to 100 operations on one partition, each row at most once: all or nothing.</summary>
    /// <returns>One response an operation, in order, with the new ETag.</returns>
    /// <exception cref="TableTransactionFailedException">Refused; nothing is stored.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        EntityWrite[] writes = [.. transactionActions.Select(EntityWrite.From)];
        TransactionRules.Check(writes);
        try
        {
            (Response response, IReadOnlyList<Response> parts) = await _tables.WriteAllAsync(Name, writes, cancellationToken);
            return Response.FromValue(parts, response);
        }
        catch (RequestFailedException e) when (e is not TableTransactionFailedException)
        {
            throw new TableTransactionFailedException(e);
        }
    }

    private Task<(Response Response, EntityRow? Row)> ReadAsync(string partitionKey, string rowKey, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        EntityRules.CheckKey(nameof(partitionKey), partitionKey);
        EntityRules.CheckKey(nameof(rowKey), rowKey);
        return _tables.ReadAsync(Name, partitionKey, rowKey, EntityQuery.ColumnsOf(select), cancellationToken);
    }

    private Task<Response> WriteAsync(EntityWrite write, CancellationToken cancellationToken)
    {
        write.Check();
        return _tables.WriteAsync(Name, write, cancellationToken);
    }
}
