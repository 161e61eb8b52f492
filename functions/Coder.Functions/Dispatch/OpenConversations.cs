using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Functions.Dispatch;

/// <summary>The conversations that something is left to do in: a run is at work, its end was not told, or an order waits. A row stays until nothing is.</summary>
public sealed class OpenConversations(TableServiceClient tables)
{
    private const string Partition = "open";

    private readonly CreatedTable _table = new(tables, "conversations");

    /// <summary>Called before anything is left to do. Every call makes the row another one, so that who looked before cannot take it away.</summary>
    internal async Task OpenAsync(Conversation conversation, CancellationToken cancellation)
    {
        TableEntity row = new(Partition, TableKey.Encode(conversation.Key))
        {
            [nameof(Conversation.Repository)] = conversation.Repository,
            [nameof(Conversation.Number)] = conversation.Number,
            [nameof(Conversation.IsPullRequest)] = conversation.IsPullRequest,
            [nameof(Conversation.IsReading)] = conversation.IsReading,
        };
        await (await _table.GetAsync(cancellation)).UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    internal async Task<IReadOnlyList<Conversation>> ListAsync(CancellationToken cancellation)
    {
        List<Conversation> all = [];
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        await foreach (TableEntity row in (await _table.GetAsync(cancellation)).QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            all.Add(new Conversation(
                row.GetString(nameof(Conversation.Repository))!,
                row.GetInt32(nameof(Conversation.Number))!.Value,
                row.GetBoolean(nameof(Conversation.IsPullRequest))!.Value,
                row.GetBoolean(nameof(Conversation.IsReading))!.Value));
        }

        return all;
    }

    /// <summary>The row as it is now, for <see cref="CloseAsync"/>; null when there is none.</summary>
    internal async Task<ETag?> FindAsync(Conversation conversation, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> row = await (await _table.GetAsync(cancellation)).GetEntityIfExistsAsync<TableEntity>(
            Partition, TableKey.Encode(conversation.Key), cancellationToken: cancellation);
        return row.HasValue ? row.Value!.ETag : null;
    }

    /// <summary>Takes the row away, unless the conversation was opened again since it was looked at.</summary>
    internal async Task CloseAsync(Conversation conversation, ETag seen, CancellationToken cancellation)
    {
        try
        {
            await (await _table.GetAsync(cancellation)).DeleteEntityAsync(Partition, TableKey.Encode(conversation.Key), seen, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Gone, or another one: then somebody else looks after it.
        }
    }
}
