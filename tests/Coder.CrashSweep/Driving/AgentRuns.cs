using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Coder.Contracts;
using Coder.Testing.Repositories;

namespace Coder.CrashSweep.Driving;

/// <summary>Starts, answers and reads agent runs through one host's API. A call that fails because the host has died throws <see cref="HttpRequestException"/>.</summary>
internal sealed class AgentRuns : IDisposable
{
    /// <summary>Told at every repetition, or not at all, depending on where a kill hits.</summary>
    private static readonly string[] UncountedEvents = [RunEventTypes.TurnStarted, RunEventTypes.RunStatus];

    private readonly TemporaryRepository _repository;
    private readonly HttpClient _http;

    internal AgentRuns(string address, string key, TemporaryRepository repository)
    {
        _repository = repository;
        _http = new HttpClient { BaseAddress = new Uri(address) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Starts the run, or learns that an earlier request has; null: that request is still being worked on.</summary>
    internal async Task<string?> StartAsync(string key)
    {
        RunRequest request = new() { Prompt = "Share the bill without losing a cent.", Repository = new RepositoryReference { Path = _repository.Root }, Model = "openai:gpt-5", Sandbox = "none" };
        using HttpRequestMessage message = new(HttpMethod.Post, "/v1/runs") { Content = JsonContent.Create(request, options: ApiJson.Options) };
        message.Headers.Add("Idempotency-Key", key);
        using HttpResponseMessage answer = await _http.SendAsync(message);
        return answer.StatusCode == HttpStatusCode.Conflict ? null : (await ReadAsync<RunView>(answer)).Id;
    }

    /// <summary>Null: there is no such run.</summary>
    internal async Task<RunView?> FindAsync(string run)
    {
        using HttpResponseMessage answer = await _http.GetAsync($"/v1/runs/{run}");
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync<RunView>(answer);
    }

    /// <summary>Says yes to what the run asks; false: it asks nothing yet.</summary>
    internal async Task<bool> ApproveAsync(string run)
    {
        ApprovalView? question = (await GetAsync<Page<ApprovalView>>($"/v1/runs/{run}/approvals")).Items.SingleOrDefault();
        if (question is null)
        {
            return false;
        }

        using HttpResponseMessage answer = await _http.PostAsJsonAsync($"/v1/runs/{run}/approvals/{question.Id}", new AnswerRequest("yes"), ApiJson.Options);
        await ReadAsync<ApprovalView>(answer);
        return true;
    }

    /// <summary>All that has to be the same however often the run was interrupted.</summary>
    internal async Task<string> DescribeAsync(RunView run)
    {
        IReadOnlyList<RunEvent> events = (await GetAsync<Page<RunEvent>>($"/v1/runs/{run.Id}/events?limit=1000")).Items;
        IEnumerable<string> counts = events.Where(e => !UncountedEvents.Contains(e.Type)).CountBy(e => e.Type).OrderBy(count => count.Key).Select(count => $"{count.Key} {count.Value}");
        bool isGapless = events.Select(e => e.Id).SequenceEqual(Enumerable.Range(1, events.Count).Select(id => (long)id));
        string tree = run.Branch is null ? "none" : _repository.Git("rev-parse", $"{run.Branch}^{{tree}}");
        return $"{run.Status}, {run.Usage.Turns} turns, tree {tree}, pull request {run.PullRequest is not null}, events {(isGapless ? "without" : "with")} gaps: {string.Join(", ", counts)}\n{run.Output}{run.Error}";
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> GetAsync<T>(string path)
    {
        using HttpResponseMessage answer = await _http.GetAsync(path);
        return await ReadAsync<T>(answer);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer) => answer.IsSuccessStatusCode
        ? (await answer.Content.ReadFromJsonAsync<T>(ApiJson.Options))!
        : throw new InvalidOperationException($"{(int)answer.StatusCode} {answer.RequestMessage!.RequestUri}: {await answer.Content.ReadAsStringAsync()}");
}
