namespace Octokit;

public interface IReactionsClient
{
    IIssueReactionsClient Issue { get; }

    IIssueCommentReactionsClient IssueComment { get; }

    IPullRequestReviewCommentReactionsClient PullRequestReviewComment { get; }
}
