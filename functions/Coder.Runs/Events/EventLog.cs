using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;
using Coder.Contracts;
using Coder.Redaction;
using Coder.Runs.Redaction;
using Coder.Runs.Storage;
using Coder.Storage;

namespace Coder.Runs.Events;

/// <summary>
/// The numbered events of runs. Numbers have no gaps: head row and events are written in one transaction. No text enters but redacted, then cut to
/// <see cref="TextCharactersMax"/>: the other way round would keep the first half of a secret.
/// </summary>
public sealed class EventLog(RunTables tables, RunRedactors redactors, EventSignals signals, TimeProvider time)
{
    private const string HeadRow = "head";
    private const string LiveRow = "live";
    private const string NodeColumn = "Node";
    private const int ConflictsMax = 100;
    private const int TurnstilesCount = 64;
    private const int NumberDigits = 10;

    /// <summary>Longest text within an event; the whole text is in the transcript or log.</summary>
    public const int TextCharactersMax = 4096;

    /// <summary>Largest number of an event.</summary>
    public const long NumberMax = 9_999_999_999;

    /// <summary>Rows that a table hands out at once at most.</summary>
    private const int PageRowsMax = 1000;

    /// <summary>
    /// Writers of one run in this process go one by one: left to the head row's ETag alone, one of many could lose every round. Runs share turnstiles.
    /// </summary>
    private readonly SemaphoreSlim[] _turnstiles = [.. Enumerable.Range(0, TurnstilesCount).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Appends events in order; those whose source was seen before are dropped.</summary>
    public Task AppendAsync(string runId, IReadOnlyList<EventDraft> drafts, CancellationToken cancellation) =>
        AppendAsync(TableKey.Encode(runId), null, "", drafts, cancellation);

    /// <inheritdoc cref="AppendAsync(string, IReadOnlyList{EventDraft}, CancellationToken)"/>
    public Task AppendAsync(string runId, string type, JsonObject data, string? source, CancellationToken cancellation) =>
        AppendAsync(runId, [new EventDraft(type, data, source)], cancellation);

    /// <summary>Appends events together with a row of the run's partition: both or neither.</summary>
    /// <param name="document">To be added, not replaced.</param>
    /// <param name="node">Kept as the node that the run visits; empty: as before.</param>
    /// <returns>False: the row is there already, and nothing was written.</returns>
    internal Task<bool> AppendWithAsync(TableEntity document, string node, IReadOnlyList<EventDraft> drafts, CancellationToken cancellation) =>
        AppendAsync(document.PartitionKey, document, node, drafts, cancellation);

    /// <summary>The node that the run visits; null before the first.</summary>
    public async Task<string?> NodeAsync(string runId, CancellationToken cancellation)
    {
        TableClient table = await tables.EventsAsync(cancellation);
        NullableResponse<TableEntity> head = await table.GetEntityIfExistsAsync<TableEntity>(TableKey.Encode(runId), HeadRow, cancellationToken: cancellation);
        return head.HasValue && head.Value!.GetString(NodeColumn) is { Length: > 0 } node ? node : null;
    }

    /// <summary>Events with a number above <paramref name="after"/>, in order.</summary>
    public async Task<IReadOnlyList<RunEvent>> ReadAsync(string runId, long after, int limit, CancellationToken cancellation)
    {
        TableClient table = await tables.EventsAsync(cancellation);
        string partition = TableKey.Encode(runId);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {EventRow(after)} and RowKey lt {"f"}");
        List<RunEvent> events = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, Math.Min(limit, PageRowsMax), cancellationToken: cancellation))
        {
            events.Add(ToEvent(runId, row));
            if (events.Count == limit)
            {
                break;
            }
        }

        return events;
    }

    /// <summary>Overwrites the run's live text: what the model has said so far in a turn that is not committed. Its last characters are shown.</summary>
    public async Task SetLiveAsync(string runId, JsonObject data, CancellationToken cancellation)
    {
        data = EventTexts.Live(data, await redactors.OfAsync(runId, cancellation));
        TableClient table = await tables.EventsAsync(cancellation);
        TableEntity row = new(TableKey.Encode(runId), LiveRow)
        {
            ["Type"] = RunEventTypes.TurnDelta, ["At"] = time.GetUtcNow(), ["Data"] = data.ToJsonString(), ["Number"] = 0L,
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        signals.Pulse(runId);
    }

    /// <summary>The live text as an event without a number, or null when there is none.</summary>
    public async Task<RunEvent?> ReadLiveAsync(string runId, CancellationToken cancellation)
    {
        TableClient table = await tables.EventsAsync(cancellation);
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(TableKey.Encode(runId), LiveRow, cancellationToken: cancellation);
        return row.HasValue ? ToEvent(runId, row.Value!) : null;
    }

    private async Task<bool> AppendAsync(string partition, TableEntity? document, string node, IReadOnlyList<EventDraft> drafts, CancellationToken cancellation)
    {
        // The id of a run is its own key.
        Redactor redactor = await redactors.OfAsync(partition, cancellation);
        drafts = [.. drafts.Select(draft => draft with { Data = EventTexts.Safe(draft.Data, redactor) })];
        SemaphoreSlim turnstile = _turnstiles[(uint)partition.GetHashCode(StringComparison.Ordinal) % TurnstilesCount];
        await turnstile.WaitAsync(cancellation);
        try
        {
            if (!await AppendInTurnAsync(partition, document, node, drafts, cancellation))
            {
                return false;
            }
        }
        finally
        {
            turnstile.Release();
        }

        signals.Pulse(partition);
        return true;
    }

    private async Task<bool> AppendInTurnAsync(
        string partition, TableEntity? document, string node, IReadOnlyList<EventDraft> drafts, CancellationToken cancellation)
    {
        TableClient table = await tables.EventsAsync(cancellation);
        IReadOnlyList<EventDraft> fresh = drafts;
        for (int conflicts = 0; ; conflicts++)
        {
            NullableResponse<TableEntity> head = await table.GetEntityIfExistsAsync<TableEntity>(partition, HeadRow, cancellationToken: cancellation);
            try
            {
                if (fresh.Count > 0 || document is not null)
                {
                    await table.SubmitTransactionAsync(Transaction(partition, head, document, node, fresh), cancellation);
                }

                return true;
            }
            catch (TableTransactionFailedException e) when (e.Status is 409 or 412 && conflicts < ConflictsMax)
            {
                // Another writer of this run took the number, or this was written before: look, which a first try is spared.
                if (document is not null && await ExistsAsync(table, partition, document.RowKey, cancellation))
                {
                    return false;
                }

                fresh = await DropRepeatsAsync(table, partition, drafts, cancellation);
            }
        }
    }

    private static async Task<bool> ExistsAsync(TableClient table, string partition, string row, CancellationToken cancellation) =>
        (await table.GetEntityIfExistsAsync<TableEntity>(partition, row, ["RowKey"], cancellation)).HasValue;

    private static async Task<List<EventDraft>> DropRepeatsAsync(
        TableClient table, string partition, IReadOnlyList<EventDraft> drafts, CancellationToken cancellation)
    {
        List<EventDraft> fresh = [];
        foreach (EventDraft draft in drafts)
        {
            if (draft.Source is null || !await ExistsAsync(table, partition, SourceRow(draft.Source), cancellation))
            {
                fresh.Add(draft);
            }
        }

        return fresh;
    }

    private List<TableTransactionAction> Transaction(
        string partition, NullableResponse<TableEntity> head, TableEntity? document, string node, IReadOnlyList<EventDraft> drafts)
    {
        List<TableTransactionAction> actions = document is null ? [] : [new TableTransactionAction(TableTransactionActionType.Add, document)];
        long last = head.HasValue ? head.Value!.Int64("Last") : 0;
        DateTimeOffset now = time.GetUtcNow();
        foreach (EventDraft draft in drafts)
        {
            last++;
            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, EventRow(last))
            {
                ["Number"] = last, ["Type"] = draft.Type, ["At"] = now, ["Data"] = draft.Data.ToJsonString(),
            }));
            if (draft.Source is not null)
            {
                actions.Add(new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, SourceRow(draft.Source))));
            }
        }

        string visited = node.Length > 0 ? node : (head.HasValue ? head.Value!.GetString(NodeColumn) : null) ?? "";
        TableEntity next = new(partition, HeadRow) { ["Last"] = last, [NodeColumn] = visited };
        actions.Add(head.HasValue
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, next, head.Value!.ETag)
            : new TableTransactionAction(TableTransactionActionType.Add, next));
        return actions;
    }

    private static RunEvent ToEvent(string runId, TableEntity row) => new(
        row.Int64("Number"),
        runId,
        row.Text("Type"),
        row.Time("At"),
        JsonNode.Parse(row.Text("Data"))!.AsObject());

    private static string EventRow(long number) => TableKey.Encode("e", TableKey.Number(number, NumberDigits));

    private static string SourceRow(string source) => TableKey.Encode("s", source);
}
