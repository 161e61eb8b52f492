using Coder.Forge.Conversation;
using Coder.Forge.Events;

namespace Coder.Forge;

/// <summary>A forge at which people talk to us: it sends events, and is asked what they leave open.</summary>
public interface IRemoteForge : IForge
{
    /// <summary>The account that our comments, reviews and pull requests are by.</summary>
    Task<string> GetAccountAsync(CancellationToken cancellationToken);

    /// <summary>That account as the author of commits, such that the forge knows it again.</summary>
    Task<(string Name, string Address)> GetAuthorAsync(RepositoryName repository, CancellationToken cancellationToken);

    /// <summary>A user's name and mail address for <c>Co-authored-by</c>.</summary>
    string CreditOf(RepoUser user);

    /// <summary>Puts a reaction of ours on something that may have it already.</summary>
    Task ReactAsync(RepositoryName repository, ReactionTarget target, Reaction reaction, CancellationToken cancellationToken);

    /// <summary>A pull request as it is now; null when there is none of that number.</summary>
    Task<RepoPullRequest?> FindStateAsync(RepositoryName repository, int number, CancellationToken cancellationToken);

    /// <summary>The number of the open pull request of a branch of the repository itself; null when there is none.</summary>
    Task<int?> FindOpenAsync(RepositoryName repository, string branch, CancellationToken cancellationToken);

    /// <summary>Makes a draft a pull request that is ready for review; one that is ready already stays it.</summary>
    /// <returns>Why it is still a draft; null when it is none.</returns>
    Task<string?> MarkReadyAsync(RepositoryName repository, int number, CancellationToken cancellationToken);

    /// <summary>What git fetches a pull request's newest commit by, wherever its branch is.</summary>
    string HeadReferenceOf(int number);

    /// <summary>The reviews of a pull request, oldest first.</summary>
    Task<IReadOnlyList<RepoReview>> ListReviewsAsync(RepositoryName repository, int number, CancellationToken cancellationToken);

    /// <summary>The comments at lines of a pull request, oldest first.</summary>
    Task<IReadOnlyList<RepoComment>> ListLineCommentsAsync(RepositoryName repository, int number, CancellationToken cancellationToken);
}
