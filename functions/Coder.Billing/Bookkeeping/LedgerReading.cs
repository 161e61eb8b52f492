using Azure;
using Azure.Data.Tables;
using Coder.Billing.Ledger;

namespace Coder.Billing.Bookkeeping;

/// <summary>Reads what is stored of a ledger.</summary>
internal static class LedgerReading
{
    internal static async Task<Posting?> FindAsync(TableClient table, string account, string id, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(LedgerRows.Partition(account), LedgerRows.Id(id), cancellationToken: cancellation);
        return found.HasValue
            ? LedgerRows.Posting(await table.GetEntityAsync<TableEntity>(LedgerRows.Partition(account), LedgerRows.Posting(LedgerRows.Sequence(found.Value!)), cancellationToken: cancellation))
            : null;
    }

    internal static async Task<LedgerState> StateAsync(TableClient table, string account, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(LedgerRows.Partition(account), LedgerRows.Balance, cancellationToken: cancellation);
        return found.HasValue ? LedgerRows.State(found.Value!) : LedgerState.Empty;
    }

    internal static async Task<StatementPage> PageAsync(TableClient table, string account, long? before, int limit, CancellationToken cancellation)
    {
        List<Posting> postings = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(LedgerRows.StatementFilter(account, before), limit, cancellationToken: cancellation))
        {
            postings.Add(LedgerRows.Posting(row));
            if (postings.Count == limit)
            {
                break;
            }
        }

        // The first posting of all has the number 1: after it comes nothing.
        return new StatementPage(postings, postings.Count == limit && postings[^1].Sequence > 1 ? postings[^1].Sequence : null);
    }
}
