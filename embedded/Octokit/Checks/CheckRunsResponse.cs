namespace Octokit;

public class CheckRunsResponse
{
    public CheckRunsResponse()
    {
    }

    public CheckRunsResponse(int totalCount, IReadOnlyList<CheckRun> checkRuns) => (TotalCount, CheckRuns) = (totalCount, checkRuns);

    public int TotalCount { get; private set; }

    public IReadOnlyList<CheckRun> CheckRuns { get; private set; }
}
