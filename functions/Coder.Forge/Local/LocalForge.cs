using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Coder.Forge.Checks;
using Coder.Forge.Comments;
using Coder.Forge.Deployments;
using Coder.Forge.Merging;
using Coder.Forge.Releases;
using Coder.Forge.Reviews;
using Coder.Storage;

namespace Coder.Forge.Local;

/// <summary>
/// A forge for repositories on this machine: branches are real, pull requests are records in the table <c>pullrequests</c>, all else in <c>forge</c>.
/// Who can start a host on a repository's files may do everything with it.
/// </summary>
public sealed class LocalForge(TableServiceClient tables, TimeProvider time) : IForge
{
    internal const string TableName = "pullrequests";

    // Every lost try means that another publication of the same repository went through.
    private const int TriesMax = 50;

    private readonly CreatedTable _table = new(tables, TableName);
    private readonly LocalRecords _records = new(tables);

    /// <inheritdoc/>
    public Task<GitRemote> GetRemoteAsync(RepositoryName repository, bool write, CancellationToken cancellationToken) =>
        Task.FromResult(new GitRemote(repository.Value, null, null));

    /// <inheritdoc/>
    public Task<UserPermission> GetPermissionAsync(RepositoryName repository, string user, CancellationToken cancellationToken) => Task.FromResult(UserPermission.Admin);

    /// <inheritdoc/>
    public async Task<Comment> PutCommentAsync(RepositoryName repository, int number, CommentDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        Comment comment = new($"{number}/{draft.Key}", draft.Body);
        await _records.PutAsync(repository, ["comment", $"{number}", draft.Key], comment, cancellationToken);
        return comment;
    }

    /// <inheritdoc/>
    public async Task<Review> PutReviewAsync(RepositoryName repository, int number, ReviewDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        string[] key = ["review", $"{number}", draft.Key];
        if (await _records.FindAsync<ReviewDraft>(repository, key, cancellationToken) is null)
        {
            await _records.PutAsync(repository, key, draft, cancellationToken);
        }

        return new Review($"{number}/{draft.Key}", draft.Body);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> AddLabelAsync(RepositoryName repository, int number, string label, CancellationToken cancellationToken)
    {
        await _records.PutAsync(repository, ["label", $"{number}", label], label, cancellationToken);
        return await LabelsAsync(repository, number, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> RemoveLabelAsync(RepositoryName repository, int number, string label, CancellationToken cancellationToken)
    {
        await _records.RemoveAsync(repository, ["label", $"{number}", label], cancellationToken);
        return await LabelsAsync(repository, number, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<CheckReport> PutCheckAsync(RepositoryName repository, CheckDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        await _records.PutAsync(repository, ["check", draft.Commit, draft.Key], draft, cancellationToken);
        return new CheckReport($"{draft.Commit}/{draft.Key}", draft.State, draft.Findings.Count);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, CheckState>> ListChecksAsync(RepositoryName repository, string commit, CancellationToken cancellationToken) =>
        (await _records.ListAsync<CheckDraft>(repository, ["check", commit], cancellationToken))
        .GroupBy(check => check.Name).ToDictionary(group => group.Key, group => group.Last().State, StringComparer.Ordinal);

    /// <inheritdoc/>
    /// <remarks>The owner's branches are the owner's: the refusal says how to merge.</remarks>
    public async Task<MergeOutcome> MergeAsync(RepositoryName repository, int number, MergeRequest request, CancellationToken cancellationToken)
    {
        PullRequest? pull = await FindPullRequestAsync(repository, number, cancellationToken);
        return new MergeOutcome.Refused(MergeRefusal.NotMergeable, pull is null
            ? $"There is no pull request {number}."
            : $"A local pull request is merged by the repository's owner: git merge {pull.Content.Head}");
    }

    /// <inheritdoc/>
    public async Task<Release> PublishReleaseAsync(RepositoryName repository, ReleaseDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        await _records.PutAsync(repository, ["release", draft.Tag], draft, cancellationToken);
        return new Release(draft.Tag, draft);
    }

    /// <inheritdoc/>
    public async Task<Deployment> PutDeploymentAsync(RepositoryName repository, DeploymentDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        await _records.PutAsync(repository, ["deployment", draft.Commit, draft.Key], draft, cancellationToken);
        return new Deployment($"{draft.Commit}/{draft.Key}", draft.State);
    }

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

    private Task<IReadOnlyList<string>> LabelsAsync(RepositoryName repository, int number, CancellationToken cancellationToken) =>
        _records.ListAsync<string>(repository, ["label", $"{number}"], cancellationToken);

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
