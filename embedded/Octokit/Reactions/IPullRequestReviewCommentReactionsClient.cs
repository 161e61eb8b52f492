namespace Octokit;

public interface IPullRequestReviewCommentReactionsClient
{
    Task<Reaction> Create(string owner, string name, long commentId, NewReaction reaction);

    Task Delete(string owner, string name, long commentId, long reactionId);
}
