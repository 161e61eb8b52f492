using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Filters;

namespace Azure.Data.Tables;

/// <summary>Where tables live. Arguments have passed the rules already; refusals are <see cref="RequestFailedException"/>.</summary>
internal interface ITableBackEnd
{
    Uri Uri { get; }

    string AccountName { get; }

    Task<Response> CreateTableAsync(string table, CancellationToken cancellationToken);

    Task<Response> DeleteTableAsync(string table, CancellationToken cancellationToken);

    Task<Response> WriteAsync(string table, EntityWrite write, CancellationToken cancellationToken);

    /// <summary>All or nothing; a refusal carries the index of the operation (<see cref="Rules.TableErrors.At"/>).</summary>
    Task<(Response Response, IReadOnlyList<Response> Parts)> WriteAllAsync(string table, IReadOnlyList<EntityWrite> writes, CancellationToken cancellationToken);

    /// <summary>Without a row when there is no such entity: that is asked for too often to be an exception.</summary>
    Task<(Response Response, EntityRow? Row)> ReadAsync(string table, string partitionKey, string rowKey, IReadOnlySet<string>? columns, CancellationToken cancellationToken);

    Task<EntityPage> ReadPageAsync(string table, EntityQuery query, string? continuation, int rowsMax, CancellationToken cancellationToken);
}
