using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Rules;

namespace Azure.Data.Tables;

/// <summary>The pages of one query, each read when it is asked for.</summary>
internal sealed class EntityPages<T>(ITableBackEnd tables, string table, Func<EntityQuery> query, int? rowsPerPage, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : class, ITableEntity
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        int rows = pageSizeHint ?? rowsPerPage ?? TableLimits.PageRowsMax;
        if (rows is < 1 or > TableLimits.PageRowsMax)
        {
            throw TableErrors.BadInput(TableErrorCode.InvalidInput, $"A page of {rows} rows was asked for; allowed are 1 to {TableLimits.PageRowsMax}.");
        }

        // Parsed here, so that a broken filter is reported where the official client reports it: when the first page is read.
        EntityQuery parsed = query();
        string? next = continuationToken;
        do
        {
            EntityPage page = await tables.ReadPageAsync(table, parsed, next, rows, CancellationToken);
            next = page.Continuation;
            yield return Page<T>.FromValues([.. page.Rows.Select(EntityMap.ToEntity<T>)], next, page.Response);
        }
        while (next is not null);
    }
}
