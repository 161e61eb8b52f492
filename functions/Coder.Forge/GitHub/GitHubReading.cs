using Coder.Forge.Conversation;
using Coder.Forge.Events;
using Coder.Forge.GitHub.Access;
using Octokit;

namespace Coder.Forge.GitHub;

/// <summary>What people do to pull requests, and our reactions to it.</summary>
internal sealed class GitHubReading(InstallationTokens tokens)
{
    internal async Task ReactAsync(RepositoryPath repository, ReactionTarget target, Conversation.Reaction reaction)
    {
        IReactionsClient client = tokens.Client(repository, TokenScope.Issues).Reaction;
        NewReaction wanted = new(reaction switch { Conversation.Reaction.Eyes => ReactionType.Eyes, Conversation.Reaction.Rocket => ReactionType.Rocket, _ => ReactionType.Minus1 });
        // The same reaction of the same account is there once.
        _ = target.Subject switch
        {
            ReactionSubject.Issue => await client.Issue.Create(repository.Owner, repository.Name, target.Id, wanted),
            ReactionSubject.Comment => await client.IssueComment.Create(repository.Owner, repository.Name, target.Id, wanted),
            _ => await client.PullRequestReviewComment.Create(repository.Owner, repository.Name, target.Id, wanted),
        };
    }

    internal async Task<RepoPullRequest?> FindStateAsync(RepositoryPath repository, int number)
    {
        Octokit.PullRequest pull;
        try
        {
            pull = await Client(repository).Get(repository.Owner, repository.Name, number);
        }
        catch (NotFoundException)
        {
            return null;
        }

        string? home = pull.Head.Repository?.FullName;
        return new RepoPullRequest
        {
            Number = pull.Number,
            Title = pull.Title,
            Body = pull.Body ?? "",
            State = pull.State.StringValue,
            IsDraft = pull.Draft,
            IsMerged = pull.Merged,
            HeadBranch = pull.Head.Ref,
            HeadCommit = pull.Head.Sha,
            HeadRepository = home is null ? null : new RepositoryName(home),
            BaseBranch = pull.Base.Ref,
            BaseCommit = pull.Base.Sha,
            IsFromFork = home is null || !home.Equals(pull.Base.Repository?.FullName, StringComparison.OrdinalIgnoreCase),
            Author = UserOf(pull.User),
            Labels = [.. pull.Labels.Select(label => label.Name)],
        };
    }

    internal async Task<IReadOnlyList<RepoReview>> ListReviewsAsync(RepositoryPath repository, int number) =>
    [
        .. (await Client(repository).Review.GetAll(repository.Owner, repository.Name, number))
            .Select(review => new RepoReview(review.Id, review.State.StringValue.ToLowerInvariant(), review.Body ?? "", review.CommitId, UserOf(review.User))),
    ];

    internal async Task<IReadOnlyList<RepoComment>> ListLineCommentsAsync(RepositoryPath repository, int number) =>
    [
        .. (await Client(repository).ReviewComment.GetAll(repository.Owner, repository.Name, number)).Select(comment => new RepoComment
        {
            Id = comment.Id, Body = comment.Body ?? "", Author = UserOf(comment.User), Path = comment.Path, Line = DiffHunk.LastLine(comment.DiffHunk), Commit = comment.CommitId,
            ReviewId = comment.PullRequestReviewId, InReplyTo = comment.InReplyToId,
        }),
    ];

    private IPullRequestsClient Client(RepositoryPath repository) => tokens.Client(repository, TokenScope.PullRequests).PullRequest;

    /// <summary>Null for an account that is gone.</summary>
    private static RepoUser? UserOf(User? user) => user is null ? null : new RepoUser(user.Login, user.Id, user.Login.EndsWith("[bot]", StringComparison.Ordinal));
}
