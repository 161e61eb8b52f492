using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Runs.Storage;

/// <summary>Takes away what is kept of a run beside its own row and its artifacts. May be repeated.</summary>
public sealed class RunRows(RunTables tables, RowPayload payload)
{
    /// <summary>Removes documents, turns, questions and, last, the events with the steps: those name the scopes.</summary>
    /// <param name="scopes">The run's id and the scopes of its child agents.</param>
    public async Task RemoveAsync(string runId, IReadOnlyList<string> scopes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        TableClient documents = await tables.StepsAsync(cancellation);
        foreach (string scope in scopes)
        {
            await RemoveAsync(documents, scope, cancellation);
        }

        await RemoveAsync(await tables.TurnsAsync(cancellation), runId, cancellation);
        await RemoveAsync(await tables.ApprovalsAsync(cancellation), runId, cancellation);
        await RemoveAsync(await tables.EventsAsync(cancellation), runId, cancellation);
    }

    private Task RemoveAsync(TableClient table, string name, CancellationToken cancellation)
    {
        string partition = TableKey.Encode(name);
        return RowRemoval.RemoveAsync(table, TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), row => payload.RemoveAsync(row, cancellation), cancellation);
    }
}
