namespace Octokit;

public interface ICommitStatusClient
{
    Task<CommitStatus> Create(string owner, string name, string reference, NewCommitStatus newCommitStatus);

    Task<CombinedCommitStatus> GetCombined(string owner, string name, string reference);
}
