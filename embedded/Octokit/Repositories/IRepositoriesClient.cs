namespace Octokit;

public interface IRepositoriesClient
{
    IRepositoryBranchesClient Branch { get; }

    IRepoCollaboratorsClient Collaborator { get; }

    IRepositoryCommitsClient Commit { get; }

    IRepositoryContentsClient Content { get; }

    IDeploymentsClient Deployment { get; }

    IReleasesClient Release { get; }

    ICommitStatusClient Status { get; }

    Task<Repository> Get(string owner, string name);
}
