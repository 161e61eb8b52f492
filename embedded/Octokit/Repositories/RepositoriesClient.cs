namespace Octokit;

internal sealed class RepositoriesClient(IConnection connection) : IRepositoriesClient
{
    public IRepositoryBranchesClient Branch { get; } = new RepositoryBranchesClient(connection);

    public IRepoCollaboratorsClient Collaborator { get; } = new RepoCollaboratorsClient(connection);

    public IRepositoryCommitsClient Commit { get; } = new RepositoryCommitsClient(connection);

    public IRepositoryContentsClient Content { get; } = new RepositoryContentsClient(connection);

    public IDeploymentsClient Deployment { get; } = new DeploymentsClient(connection);

    public IReleasesClient Release { get; } = new ReleasesClient(connection);

    public ICommitStatusClient Status { get; } = new CommitStatusClient(connection);

    public Task<Repository> Get(string owner, string name) => connection.GetAsync<Repository>(Query.Route($"repos/{owner}/{name}"));
}
