using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.CrashSweep.Driving;
using Coder.CrashSweep.Hosting;
using Coder.CrashSweep.Recording;
using Coder.Embedded.Store;
using Coder.Testing.GitHub;
using Coder.Testing.GitHub.State;

namespace Coder.CrashSweep.GitHub;

/// <summary>A GitHub with one repository, and the lives of the hosts that are its App.</summary>
internal sealed class GitHubWorld : IAsyncDisposable
{
    internal const string RepositoryName = "widgets";

    private const string Graph = """
        name: coder
        version: "1.0"
        global_tools: [fs_write]
        start: implement
        initial_state: {fix_instructions: none, fix_attempts: 0}
        nodes:
          implement: {type: llm, prompt: "{{initial_prompt}}", tools: [fs_write], next: verify}
          verify: {type: script, script: builtin/verify_tests, gate: test, routes: {passed: done, failed: stop, not_run: stop, unverified: stop}}
          done: {type: end, outcome: complete, output: "CODER_COMPLETE {{implement.output}}"}
          stop: {type: end, outcome: failed, output: "CODER_FAILED {{failure.message}}"}
        """;

    private const string Script = """
        {"version": 1, "visits": [{"node": "implement", "visit": 1, "turns": [
          {"tool_calls": [{"name": "fs_write", "arguments": {"path": "hola.txt", "contents": "hola\n"}}]}, {"text": "Wrote hola.txt."}]}]}
        """;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-github-sweep-");
    private readonly List<(int Number, string Title, string Name)> _issues = [];
    private readonly GitHubServer _github;
    private readonly GitHubRepository _repository;
    private readonly GitHubUser _alice;
    private readonly LineProcess _recorder;
    private readonly RecorderReady _addresses;
    private readonly TimeSpan _patience;

    /// <summary>By delivery: the attempts that had failed when another was asked for.</summary>
    private readonly Dictionary<string, int> _askedFor = [];
    private LineProcess? _host;
    private HttpClient? _api;
    private int _deaths;

    private GitHubWorld(GitHubServer github, LineProcess recorder, RecorderReady addresses, TimeSpan patience)
    {
        (_github, _recorder, _addresses, _patience) = (github, recorder, addresses, patience);
        _repository = github.CreateRepository("acme", RepositoryName);
        _repository.Roles["alice"] = "write";
        _alice = github.User(_repository, "alice");
        github.Arriving = Effects.OnArriving;
        github.Committed = request => Effects.OnCommitted(request.Operation);
        File.WriteAllText(Path.Combine(_folder.FullName, "app.pem"), github.App.PrivateKeyPem);
        File.WriteAllText(Path.Combine(_folder.FullName, "script.json"), Script);
        File.WriteAllText(Path.Combine(_folder.CreateSubdirectory("agents").CreateSubdirectory("coder").FullName, "graph.yaml"), Graph);
    }

    /// <summary>What the last issue's runs did here, by operation.</summary>
    internal IReadOnlyList<string> LastEffects { get; private set; } = [];

    private EffectSwitch Effects { get; } = new();

    /// <param name="patience">An issue has to be done with so long after it was labeled.</param>
    internal static async Task<GitHubWorld> CreateAsync(TimeSpan patience)
    {
        LineProcess recorder = new(Recorder.Word);
        RecorderReady addresses = JsonSerializer.Deserialize<RecorderReady>(await recorder.ReadAsync())!;
        GitHubWorld world = new(await GitHubServer.StartAsync(), recorder, addresses, patience);
        await world.StartHostAsync();
        return world;
    }

    /// <summary>Has an issue labeled whose host dies at the point. True when it did.</summary>
    internal async Task<bool> KillAsync(GitHubPoint point)
    {
        int deaths = _deaths;
        await RunAsync($"{point}", point);
        return _deaths > deaths;
    }

    /// <summary>Has an issue labeled, and its run carried on to its end by as many hosts as it takes.</summary>
    /// <param name="name">What becomes of its host.</param>
    /// <param name="point">Where it dies; null: it does not.</param>
    /// <returns>Commits of the host until its run had begun; 0 when it died before.</returns>
    internal async Task<int> RunAsync(string name, GitHubPoint? point = null)
    {
        (int effect, int commit) = point switch { null => (0, 0), { Operation: null } => (0, point.Number), _ => (point.Number, 0) };
        CommitSide side = point?.IsInside == true ? CommitSide.After : CommitSide.Before;
        string title = $"Say hello in language {_issues.Count + 1:d3}";
        int issue = _alice.OpenIssue(title, "The greeting knows English only.");
        _issues.Add((issue, title, name));
        Effects.Set(effect, point?.IsInside == true, () => _host!.Kill());
        int before = (await AskAsync(new HostCommand { Do = HostCommand.Arm, Number = commit, Side = side }))?.Commits ?? 0;
        _alice.Label(issue, "coder");
        int commits = 0;
        long began = Stopwatch.GetTimestamp();
        using PeriodicTimer pause = new(LookEvery);
        while (!await IsOverAsync(issue))
        {
            await pause.WaitForNextTickAsync();
            if (Stopwatch.GetElapsedTime(began) > _patience)
            {
                throw new TimeoutException($"{name}: not over within {_patience.TotalSeconds} s.");
            }

            Redeliver();
            HostAnswer? answer = await AskAsync(new HostCommand { Do = HostCommand.Sweep });
            commits = commits == 0 && answer is not null && Reactions(issue).Count > 0 ? answer.Commits - before : commits;
        }

        LastEffects = Effects.Seen;
        Effects.Set(0, isInside: false, () => { });
        await AskAsync(new HostCommand { Do = HostCommand.Arm });
        return commits;
    }

    /// <summary>All issues, when nothing happens any more.</summary>
    internal async Task<IReadOnlyList<IssueTraces>> EndAsync()
    {
        await AskAsync(new HostCommand { Do = HostCommand.Sweep });
        JsonArray runs = await RunsAsync();
        IReadOnlyList<JsonObject> checks = _github.Alone(() => _repository.Copies("check_runs"));
        IReadOnlyList<JsonObject> comments = _github.Alone(() => _repository.Copies("comments"));
        return [.. _issues.Select(one => TracesOf(one.Number, one.Title, one.Name, runs, checks, comments))];
    }

    /// <summary>What there is of the last issue, for one who wonders why it is not over.</summary>
    internal IReadOnlyList<string> Describe() => _issues.Count == 0
        ? []
        : [$"at {_issues[^1].Name}", $"reactions {string.Join(", ", Reactions(_issues[^1].Number))}", $"effects {string.Join(", ", Effects.Seen)}"];

    public async ValueTask DisposeAsync()
    {
        _host?.Dispose();
        _api?.Dispose();
        _recorder.Dispose();
        await _github.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private IssueTraces TracesOf(int issue, string title, string name, JsonArray runs, IReadOnlyList<JsonObject> checks, IReadOnlyList<JsonObject> comments)
    {
        int[] pulls = [.. _github.Alone(() => Enumerable.Range(1, _repository.LastNumber)
            .Where(number => _repository.IsPullRequest(number) && ((string)_repository.Issue(number)["body"]!).StartsWith($"Closes #{issue}\n", StringComparison.Ordinal)).ToArray())];
        string[] own = [.. runs.Where(run => ((string?)run!["prompt"])?.Contains(title, StringComparison.Ordinal) == true).Select(run => (string)run!["id"]!)];
        string[] branches = [.. _repository.Branches().Where(branch => own.Any(run => branch.EndsWith(run[^6..], StringComparison.Ordinal)))];
        string[] commits = [.. branches.Select(branch => _repository.Commit(branch)!)];
        return new IssueTraces(
            name,
            [.. runs.Where(run => own.Contains((string)run!["id"]!)).Select(run => $"{run!["id"]} {run["status"]} {run["error_code"]}".TrimEnd())],
            branches,
            pulls,
            [.. checks.Where(check => commits.Contains((string)check["head_sha"]!)).Select(check => (string?)check["conclusion"] ?? "none")],
            [.. comments.Where(comment => (int)comment["issue_number"]! == issue && (string)comment["user"]!["login"]! == _github.App.BotLogin).Select(comment => (string)comment["body"]!)],
            Reactions(issue));
    }

    /// <summary>The run's last word was said, and the run is over.</summary>
    private async Task<bool> IsOverAsync(int issue) =>
        Reactions(issue).Any(reaction => reaction is "rocket" or "-1") && (await RunsAsync()).All(run => run!["completed_at"] is not null);

    private IReadOnlyList<string> Reactions(int issue) =>
        [.. _github.Alone(() => _repository.Copies("reactions")).Where(one => (string)one["target"]! == $"issue {issue}").Select(one => (string)one["content"]!)];

    private async Task<JsonArray> RunsAsync()
    {
        try
        {
            return (await _api!.GetFromJsonAsync<JsonObject>("/v1/runs?limit=100"))!["items"]!.AsArray();
        }
        catch (HttpRequestException)
        {
            await BuryAsync();
            return [new JsonObject()];
        }
    }

    /// <summary>Null: the host is dead; another one is up.</summary>
    private async Task<HostAnswer?> AskAsync(HostCommand command)
    {
        try
        {
            return JsonSerializer.Deserialize<HostAnswer>(await _host!.AskAsync(JsonSerializer.Serialize(command)));
        }
        catch (HostDiedException)
        {
            await BuryAsync();
            return null;
        }
    }

    private async Task BuryAsync()
    {
        await _host!.EndedAsync().WaitAsync(_patience);
        _deaths++;
        _host.Dispose();
        _api!.Dispose();
        await StartHostAsync();
    }

    private async Task StartHostAsync()
    {
        _host = new LineProcess(new GitHubHostArguments(_folder.FullName, $"{_github.Address}", _addresses.Effects, $"{_github.App.Id}").Line());
        HostReady ready = JsonSerializer.Deserialize<HostReady>(await _host.ReadAsync())!;
        _api = new HttpClient { BaseAddress = new Uri(ready.Address) };
        string key = File.ReadAllText(Path.Combine(GitHubHostArguments.HomeIn(_folder.FullName), "key")).Trim();
        _api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _github.SendWebhooksTo(new Uri(_api.BaseAddress, "webhooks/github"), GitHubHostArguments.Secret);
    }

    /// <summary>What no host took is sent once more, as the redelivery timer would have it minutes later.</summary>
    private void Redeliver()
    {
        foreach (var attempts in _github.Deliveries.GroupBy(delivery => delivery.Guid).Where(attempts => attempts.All(one => one.Status is < 200 or > 299)))
        {
            int count = attempts.Count();
            if (_askedFor.GetValueOrDefault(attempts.Key) < count)
            {
                _askedFor[attempts.Key] = count;
                _github.Redeliver(attempts.Last().Id);
            }
        }
    }
}
