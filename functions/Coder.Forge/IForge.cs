using Coder.Forge.Checks;
using Coder.Forge.Comments;
using Coder.Forge.Deployments;
using Coder.Forge.Merging;
using Coder.Forge.Releases;
using Coder.Forge.Reviews;

namespace Coder.Forge;

/// <summary>
/// Where results are published and people answer. Every operation can be repeated, after a crash too: what carries a key is found by it and brought up to
/// date, never made twice.
/// </summary>
public interface IForge
{
    /// <summary>Where git reads and, with <paramref name="write"/>, pushes.</summary>
    Task<GitRemote> GetRemoteAsync(RepositoryName repository, bool write, CancellationToken cancellationToken);

    /// <summary>What a user may do; <see cref="UserPermission.None"/> for one who is not known.</summary>
    Task<UserPermission> GetPermissionAsync(RepositoryName repository, string user, CancellationToken cancellationToken);

    /// <summary>Opens the pull request of <see cref="PullRequestDraft.Head"/>, or updates the open one.</summary>
    Task<PullRequest> PublishPullRequestAsync(RepositoryName repository, PullRequestDraft draft, CancellationToken cancellationToken);

    /// <summary>Null when there is none of that number.</summary>
    Task<PullRequest?> FindPullRequestAsync(RepositoryName repository, int number, CancellationToken cancellationToken);

    /// <summary>All pull requests of the repository, newest first.</summary>
    IAsyncEnumerable<PullRequest> ListPullRequestsAsync(RepositoryName repository, CancellationToken cancellationToken);

    /// <summary>Writes our comment of that key on an issue or pull request, or edits it in place.</summary>
    Task<Comment> PutCommentAsync(RepositoryName repository, int number, CommentDraft draft, CancellationToken cancellationToken);

    /// <summary>Reviews a pull request with comments at lines. A review of that key that is there already is left as it is: reviews are history.</summary>
    Task<Review> PutReviewAsync(RepositoryName repository, int number, ReviewDraft draft, CancellationToken cancellationToken);

    /// <summary>Adds a label to an issue or pull request that may have it already. Returns all that it has.</summary>
    Task<IReadOnlyList<string>> AddLabelAsync(RepositoryName repository, int number, string label, CancellationToken cancellationToken);

    /// <summary>Takes a label off that need not be there. Returns those that are left.</summary>
    Task<IReadOnlyList<string>> RemoveLabelAsync(RepositoryName repository, int number, string label, CancellationToken cancellationToken);

    /// <summary>Reports our check of that key on a commit, or brings it up to date. Findings are kept: a later report brings all of them again, and those that it adds are added.</summary>
    Task<CheckReport> PutCheckAsync(RepositoryName repository, CheckDraft draft, CancellationToken cancellationToken);

    /// <summary>The newest state of every check and status of a commit, by name.</summary>
    Task<IReadOnlyDictionary<string, CheckState>> ListChecksAsync(RepositoryName repository, string commit, CancellationToken cancellationToken);

    /// <summary>Merges a pull request; one that is merged already stays so.</summary>
    Task<MergeOutcome> MergeAsync(RepositoryName repository, int number, MergeRequest request, CancellationToken cancellationToken);

    /// <summary>Publishes the release of a tag, or brings it up to date.</summary>
    Task<Release> PublishReleaseAsync(RepositoryName repository, ReleaseDraft draft, CancellationToken cancellationToken);

    /// <summary>Reports our deployment of that key, or brings its state up to date.</summary>
    Task<Deployment> PutDeploymentAsync(RepositoryName repository, DeploymentDraft draft, CancellationToken cancellationToken);
}
