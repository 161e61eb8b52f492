using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Coder.Runs.Storage;
using Coder.Storage;

namespace Coder.Runs.Turns;

/// <summary>The journal of tool calls: a finished call is never run again.</summary>
public sealed class ToolJournal(RunTables tables, RowPayload payload)
{
    private const string Kind = "tool";

    public async Task<ToolEntry?> FindAsync(TurnKey turn, int call, CancellationToken cancellation)
    {
        TableClient table = await tables.TurnsAsync(cancellation);
        (string partition, string row) = Keys(turn, call);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation);
        return found.HasValue ? StoreJson.Read<ToolEntry>(await payload.GetAsync(found.Value!, cancellation)) : null;
    }

    /// <summary>The entries of a visit by turn and call.</summary>
    public async Task<IReadOnlyDictionary<(int Turn, int Call), ToolEntry>> ReadVisitAsync(string scope, string node, int visit, CancellationToken cancellation)
    {
        TableClient table = await tables.TurnsAsync(cancellation);
        string partition = TurnKey.PartitionOf(scope);
        string prefix = TurnKey.Prefix(Kind, scope, node, visit);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
        Dictionary<(int Turn, int Call), ToolEntry> entries = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            string[] numbers = row.RowKey[prefix.Length..].Split('!');
            entries[(int.Parse(numbers[0], CultureInfo.InvariantCulture), int.Parse(numbers[1], CultureInfo.InvariantCulture))] =
                StoreJson.Read<ToolEntry>(await payload.GetAsync(row, cancellation));
        }

        return entries;
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
        (turn.Partition, $"{turn.Row(Kind)}!{TableKey.Number(call, 4)}");
}
