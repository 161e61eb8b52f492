namespace Octokit;

/// <summary>GitHub's REST API.</summary>
public interface IGitHubClient : IApiInfoProvider
{
    IConnection Connection { get; }

    IGitHubAppsClient GitHubApps { get; }

    IUsersClient User { get; }

    IRepositoriesClient Repository { get; }

    IGitDatabaseClient Git { get; }

    IIssuesClient Issue { get; }

    IPullRequestsClient PullRequest { get; }

    IReactionsClient Reaction { get; }

    IChecksClient Check { get; }
}
