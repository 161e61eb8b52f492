using Coder.Forge.Conversation;
using Coder.Forge.Events;

namespace Coder.Forge;

/// <summary>A forge at which people talk to us: it sends events, and is asked what they leave open.</summary>
public interface IRemoteForge : IForge
{
    /// <summary>The account that our comments, reviews and pull requests are by.</summary>
    Task<string> GetAccountAsync(CancellationToken cancellationToken);

    /// <summary>A user's name and mail address for <c>Co-authored-by</c>.</summary>
    string CreditOf(RepoUser user);

    /// <summary>Puts a reaction of ours on something that may have it already.</summary>
    Task ReactAsync(RepositoryName repository, ReactionTarget target, Reaction reaction, CancellationToken cancellationToken);

    /// <summary>A pull request as it is now; null when there is none of that number.</summary>
    Task<RepoPullRequest?> FindStateAsync(RepositoryName repository, int number, CancellationToken cancellationToken);

    /// <summary>The reviews of a pull request, oldest first.</summary>
    Task<IReadOnlyList<RepoReview>> ListReviewsAsync(RepositoryName repository, int number, CancellationToken cancellationToken);

    /// <summary>The comments at lines of a pull request, oldest first.</summary>
    Task<IReadOnlyList<RepoComment>> ListLineCommentsAsync(RepositoryName repository, int number, CancellationToken cancellationToken);
}
