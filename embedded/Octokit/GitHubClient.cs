namespace Octokit;

/// <inheritdoc/>
public class GitHubClient(IConnection connection) : IGitHubClient
{
    public IConnection Connection { get; } = connection;

    public IGitHubAppsClient GitHubApps { get; } = new GitHubAppsClient(connection);

    public IUsersClient User { get; } = new UsersClient(connection);

    public IRepositoriesClient Repository { get; } = new RepositoriesClient(connection);

    public IGitDatabaseClient Git { get; } = new GitDatabaseClient(connection);

    public IIssuesClient Issue { get; } = new IssuesClient(connection);

    public IPullRequestsClient PullRequest { get; } = new PullRequestsClient(connection);

    public IReactionsClient Reaction { get; } = new ReactionsClient(connection);

    public IChecksClient Check { get; } = new ChecksClient(connection);

    public ApiInfo GetLastApiInfo() => Connection.GetLastApiInfo();
}
