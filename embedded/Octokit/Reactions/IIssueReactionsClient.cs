namespace Octokit;

public interface IIssueReactionsClient
{
    Task<Reaction> Create(string owner, string name, long issueNumber, NewReaction reaction);

    Task Delete(string owner, string name, long issueNumber, long reactionId);
}
