using Azure;
using Azure.Data.Tables;
using Coder.Runs.Storage;
using Coder.Storage;

namespace Coder.Runs.Approvals;

/// <summary>Questions by run. The first decision of a question stands; later ones learn what it was.</summary>
public sealed class ApprovalStore(RunTables tables, RowPayload payload)
{
    /// <summary>Asks, or returns the question as it is when it was asked before.</summary>
    public async Task<ApprovalRecord> AskAsync(ApprovalRecord question, CancellationToken cancellation)
    {
        TableClient table = await tables.ApprovalsAsync(cancellation);
        try
        {
            await table.AddEntityAsync(await ToRowAsync(question, cancellation), cancellation);
            return question;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return (await FindAsync(question.RunId, question.ApprovalId, cancellation))!;
        }
    }

    public async Task<ApprovalRecord?> FindAsync(string runId, string approvalId, CancellationToken cancellation) =>
        (await ReadAsync(runId, approvalId, cancellation))?.Record;

    /// <summary>Decides a pending question by a pure function; a decided one stays as it is.</summary>
    /// <returns>The question as it stands, and whether this call decided it.</returns>
    public async Task<(ApprovalRecord Record, bool Decided)> DecideAsync(
        string runId, string approvalId, Func<ApprovalRecord, ApprovalRecord> decide, CancellationToken cancellation)
    {
        TableClient table = await tables.ApprovalsAsync(cancellation);
        while (true)
        {
            (ApprovalRecord record, ETag tag) = await ReadAsync(runId, approvalId, cancellation)
                ?? throw new InvalidOperationException($"Run {runId} has no question {approvalId}.");
            if (record.State != ApprovalStates.Pending)
            {
                return (record, false);
            }

            ApprovalRecord decided = decide(record);
            try
            {
                await table.UpdateEntityAsync(await ToRowAsync(decided, cancellation), tag, TableUpdateMode.Replace, cancellation);
                return (decided, true);
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // Somebody decided meanwhile: the next read shows it.
            }
        }
    }

    /// <summary>All questions of a run, in order of their ids.</summary>
    public async Task<IReadOnlyList<ApprovalRecord>> ListAsync(string runId, CancellationToken cancellation)
    {
        TableClient table = await tables.ApprovalsAsync(cancellation);
        string partition = TableKey.Encode(runId);
        List<ApprovalRecord> records = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellation))
        {
            records.Add(StoreJson.Read<ApprovalRecord>(await payload.GetAsync(row, cancellation)));
        }

        return records;
    }

    private async Task<(ApprovalRecord Record, ETag Tag)?> ReadAsync(string runId, string approvalId, CancellationToken cancellation)
    {
        TableClient table = await tables.ApprovalsAsync(cancellation);
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
            TableKey.Encode(runId), TableKey.Encode(approvalId), cancellationToken: cancellation);
        return row.HasValue ? (StoreJson.Read<ApprovalRecord>(await payload.GetAsync(row.Value!, cancellation)), row.Value!.ETag) : null;
    }

    private async Task<TableEntity> ToRowAsync(ApprovalRecord record, CancellationToken cancellation)
    {
        TableEntity row = new(TableKey.Encode(record.RunId), TableKey.Encode(record.ApprovalId));
        await payload.PutAsync(row, StoreJson.Write(record), cancellation);
        return row;
    }
}
