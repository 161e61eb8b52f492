namespace Octokit;

internal sealed class ReactionsClient(IConnection connection) : IReactionsClient
{
    public IIssueReactionsClient Issue { get; } = new IssueReactionsClient(connection);

    public IIssueCommentReactionsClient IssueComment { get; } = new IssueCommentReactionsClient(connection);

    public IPullRequestReviewCommentReactionsClient PullRequestReviewComment { get; } = new PullRequestReviewCommentReactionsClient(connection);
}
