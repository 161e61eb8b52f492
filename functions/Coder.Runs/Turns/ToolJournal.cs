using Azure;
using Azure.Data.Tables;
using Coder.Runs.Storage;
using Coder.Storage;

namespace Coder.Runs.Turns;

/// <summary>The journal of tool calls: a finished call is never run again.</summary>
public sealed class ToolJournal(RunTables tables, RowPayload payload)
{
    public async Task<ToolEntry?> FindAsync(TurnKey turn, int call, CancellationToken cancellation)
    {
        TableClient table = await tables.TurnsAsync(cancellation);
        (string partition, string row) = Keys(turn, call);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation);
        return found.HasValue ? StoreJson.Read<ToolEntry>(await payload.GetAsync(found.Value!, cancellation)) : null;
    }

    public async Task PutAsync(TurnKey turn, int call, ToolEntry entry, CancellationToken cancellation)
    {
        TableClient table = await tables.TurnsAsync(cancellation);
        (string partition, string name) = Keys(turn, call);
        TableEntity row = new(partition, name);
        await payload.PutAsync(row, StoreJson.Write(entry), cancellation);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    private static (string Partition, string Row) Keys(TurnKey turn, int call) =>
        (TableKey.Encode(turn.Scope), TableKey.Encode(["tool", .. turn.Parts, TableKey.Number(call, 4)]));
}
