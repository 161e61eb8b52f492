using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Forge.Local;

/// <summary>A forge for repositories on this machine: branches are real, pull requests are records in the table <c>pullrequests</c>.</summary>
public sealed class LocalForge(TableServiceClient tables, TimeProvider time) : IForge
{
    internal const string TableName = "pullrequests";

    // Every lost try means that another publication of the same repository went through.
    private const int TriesMax = 50;

    private readonly CreatedTable _table = new(tables, TableName);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A part of the draft is larger than a record can hold.</exception>
    public async Task<PullRequest> PublishPullRequestAsync(RepositoryName repository, PullRequestDraft draft, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        for (int left = TriesMax; ; left--)
        {
            try
            {
                return await FindByHeadAsync(table, repository, draft.Head, cancellationToken) is { } existing
                    ? await UpdateAsync(table, repository, existing, draft, cancellationToken)
                    : await CreateAsync(table, repository, draft, cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412 && left > 0)
            {
                // Somebody else took the number or published this head: look again.
            }
        }
    }

    /// <inheritdoc/>
    public async Task<PullRequest?> FindPullRequestAsync(RepositoryName repository, int number, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(
            PullRequestKeys.Partition(repository), PullRequestKeys.Record(number), cancellationToken: cancellationToken);
        return found.HasValue ? PullRequestRow.Read(repository, found.Value!) : null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<PullRequest> ListPullRequestsAsync(RepositoryName repository, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {PullRequestKeys.Partition(repository)} and RowKey ge {PullRequestKeys.RecordsFrom} and RowKey lt {PullRequestKeys.RecordsTo}");
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            yield return PullRequestRow.Read(repository, row);
        }
    }

    private static async Task<TableEntity?> FindByHeadAsync(TableClient table, RepositoryName repository, string head, CancellationToken cancellationToken)
    {
        string partition = PullRequestKeys.Partition(repository);
        NullableResponse<TableEntity> index = await table.GetEntityIfExistsAsync<TableEntity>(partition, PullRequestKeys.Head(head), cancellationToken: cancellationToken);
        return index.HasValue
            ? (await table.GetEntityAsync<TableEntity>(partition, PullRequestKeys.Record(index.Value!.GetInt32(PullRequestRow.Number)!.Value), cancellationToken: cancellationToken)).Value
            : null;
    }

    private async Task<PullRequest> UpdateAsync(TableClient table, RepositoryName repository, TableEntity existing, PullRequestDraft draft, CancellationToken cancellationToken)
    {
        PullRequest old = PullRequestRow.Read(repository, existing);
        if (old.Content == draft)
        {
            return old;
        }

        TableEntity row = PullRequestRow.Write(repository, old.Number, draft, old.CreatedAt, time.GetUtcNow());
        await table.UpdateEntityAsync(row, existing.ETag, TableUpdateMode.Replace, cancellationToken);
        return PullRequestRow.Read(repository, row);
    }

    private async Task<PullRequest> CreateAsync(TableClient table, RepositoryName repository, PullRequestDraft draft, CancellationToken cancellationToken)
    {
        string partition = PullRequestKeys.Partition(repository);
        NullableResponse<TableEntity> counter = await table.GetEntityIfExistsAsync<TableEntity>(partition, PullRequestKeys.Counter, cancellationToken: cancellationToken);
        int number = (counter.HasValue ? counter.Value!.GetInt32(PullRequestRow.Number)!.Value : 0) + 1;
        DateTimeOffset now = time.GetUtcNow();
        TableEntity record = PullRequestRow.Write(repository, number, draft, now, now);
        TableEntity next = new(partition, PullRequestKeys.Counter) { [PullRequestRow.Number] = number };
        await table.SubmitTransactionAsync(
            [
                counter.HasValue
                    ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, next, counter.Value!.ETag)
                    : new TableTransactionAction(TableTransactionActionType.Add, next),
                new TableTransactionAction(TableTransactionActionType.Add, record),
                new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, PullRequestKeys.Head(draft.Head)) { [PullRequestRow.Number] = number }),
            ],
            cancellationToken);
        return PullRequestRow.Read(repository, record);
    }
}
