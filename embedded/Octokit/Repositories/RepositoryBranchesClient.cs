namespace Octokit;

internal sealed class RepositoryBranchesClient(IConnection connection) : IRepositoryBranchesClient
{
    public Task<Branch> Get(string owner, string name, string branch) => connection.GetAsync<Branch>(Query.Route($"repos/{owner}/{name}/branches/{branch}"));

    public Task<BranchProtectionRequiredStatusChecks> GetRequiredStatusChecks(string owner, string name, string branch) =>
        connection.GetAsync<BranchProtectionRequiredStatusChecks>(Query.Route($"repos/{owner}/{name}/branches/{branch}/protection/required_status_checks"));
}
