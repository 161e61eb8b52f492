namespace Octokit;

public interface IIssueCommentReactionsClient
{
    Task<Reaction> Create(string owner, string name, long commentId, NewReaction reaction);

    Task Delete(string owner, string name, long commentId, long reactionId);
}
