namespace Octokit;

internal sealed class CheckRunsClient(IConnection connection) : ICheckRunsClient
{
    private const int PageSize = 100;

    public Task<CheckRun> Create(string owner, string name, NewCheckRun newCheckRun) =>
        connection.PostAsync<CheckRun>(Query.Route($"repos/{owner}/{name}/check-runs"), newCheckRun);

    public Task<CheckRun> Update(string owner, string name, long checkRunId, CheckRunUpdate checkRunUpdate) =>
        connection.PatchAsync<CheckRun>(Query.Route($"repos/{owner}/{name}/check-runs/{checkRunId}"), checkRunUpdate);

    public Task<CheckRun> Get(string owner, string name, long checkRunId) => connection.GetAsync<CheckRun>(Query.Route($"repos/{owner}/{name}/check-runs/{checkRunId}"));

    public Task<CheckRunsResponse> GetAllForReference(string owner, string name, string reference) =>
        GetAllForReference(owner, name, reference, new CheckRunRequest());

    public async Task<CheckRunsResponse> GetAllForReference(string owner, string name, string reference, CheckRunRequest checkRunRequest)
    {
        Uri next = Query.Of(
            Query.Route($"repos/{owner}/{name}/commits/{reference}/check-runs"), checkRunRequest.ToParametersDictionary().Append(new("per_page", $"{PageSize}")));
        List<CheckRun> runs = [];
        while (true)
        {
            IApiResponse<CheckRunsResponse> page = await connection.Get<CheckRunsResponse>(next, null);
            runs.AddRange(page.Body.CheckRuns);
            if (!page.HttpResponse.ApiInfo.Links.TryGetValue("next", out next))
            {
                return new CheckRunsResponse(page.Body.TotalCount, runs);
            }
        }
    }
}
