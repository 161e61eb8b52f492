using Azure;
using Azure.Data.Tables;
using Coder.Runs.Events;
using Coder.Runs.Storage;
using Coder.Runs.Turns;
using Coder.Storage;

namespace Coder.Runs.Steps;

/// <summary>What each step of a run decided, written once and in one transaction with the events that tell of it: a step is never half there.</summary>
public sealed class StepStore(RunTables tables, RowPayload payload, EventLog events)
{
    private const int StepDigits = 8;

    /// <summary>Stores a step and its events unless the step is there already.</summary>
    /// <param name="scope">The run's id or, for a child of an agent node, <c>{parent scope}.{node}.{visit}</c>.</param>
    /// <param name="node">The node that the run visits from now on; empty: as before.</param>
    /// <returns>False: it is, and nothing was written.</returns>
    public async Task<bool> TryAddAsync<T>(
        string scope, int step, T document, string node, IReadOnlyList<EventDraft> drafts, CancellationToken cancellation)
        where T : class
    {
        TableEntity row = new(TurnKey.PartitionOf(scope), RowOf(scope, step));
        await payload.PutAsync(row, StoreJson.Write(document), cancellation);
        return await events.AppendWithAsync(row, node, drafts, cancellation);
    }

    /// <summary>The step's document, or null.</summary>
    public async Task<T?> FindAsync<T>(string scope, int step, CancellationToken cancellation)
        where T : class
    {
        TableClient table = await tables.EventsAsync(cancellation);
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
            TurnKey.PartitionOf(scope), RowOf(scope, step), cancellationToken: cancellation);
        return row.HasValue ? StoreJson.Read<T>(await payload.GetAsync(row.Value!, cancellation)) : null;
    }

    private static string RowOf(string scope, int step) => TableKey.Encode("step", scope, TableKey.Number(step, StepDigits));
}
