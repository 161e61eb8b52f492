namespace Octokit;

public interface IRepositoryCommitsClient
{
    Task<GitHubCommit> Get(string owner, string name, string reference);

    Task<string> GetSha1(string owner, string name, string reference);
}
