namespace Octokit;

public interface IRepositoryBranchesClient
{
    Task<Branch> Get(string owner, string name, string branch);

    Task<BranchProtectionRequiredStatusChecks> GetRequiredStatusChecks(string owner, string name, string branch);
}
