namespace Coder.Forge;

/// <summary>Where results are published. Every operation can be repeated: it finds what an earlier try made.</summary>
public interface IForge
{
    /// <summary>Opens the pull request of <see cref="PullRequestDraft.Head"/>, or updates the open one.</summary>
    Task<PullRequest> PublishPullRequestAsync(RepositoryName repository, PullRequestDraft draft, CancellationToken cancellationToken);

    /// <summary>Null when there is none of that number.</summary>
    Task<PullRequest?> FindPullRequestAsync(RepositoryName repository, int number, CancellationToken cancellationToken);

    /// <summary>All pull requests of the repository, newest first.</summary>
    IAsyncEnumerable<PullRequest> ListPullRequestsAsync(RepositoryName repository, CancellationToken cancellationToken);
}
