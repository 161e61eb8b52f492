namespace Octokit;

public interface ICheckRunsClient
{
    Task<CheckRun> Create(string owner, string name, NewCheckRun newCheckRun);

    Task<CheckRun> Update(string owner, string name, long checkRunId, CheckRunUpdate checkRunUpdate);

    Task<CheckRun> Get(string owner, string name, long checkRunId);

    Task<CheckRunsResponse> GetAllForReference(string owner, string name, string reference, CheckRunRequest checkRunRequest);

    Task<CheckRunsResponse> GetAllForReference(string owner, string name, string reference);
}
