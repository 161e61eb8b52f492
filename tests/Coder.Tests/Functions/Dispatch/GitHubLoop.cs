using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Agents.Chat;
using Coder.Billing.Prices;
using Coder.Contracts;
using Coder.Forge;
using Coder.Forge.Events;
using Coder.Forge.Inbox;
using Coder.Functions.Dispatch;
using Coder.Functions.Runs;
using Coder.Testing.GitHub;
using Coder.Testing.GitHub.State;
using Coder.Testing.Workspaces;
using Coder.Tests.Architecture;
using Coder.Tests.Functions.Hosting;
using Coder.Tests.Workspaces.Sandbox;
using Coder.Workspaces.Gates;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Coder.Tests.Functions.Dispatch;

/// <summary>A host that is an App at the double: real git over HTTP, real workspaces, a scripted model, and a gate that looks at one file.</summary>
internal sealed class GitHubLoop : IAsyncDisposable
{
    private const string Graph = """
        name: coder
        version: "1.0"
        global_tools: [fs_write]
        start: implement
        initial_state: {fix_instructions: none, fix_attempts: 0, plan_summary: Add a file with the greeting.}
        nodes:
          implement: {type: llm, prompt: "{{initial_prompt}}", tools: [fs_write], next: verify}
          verify: {type: script, script: builtin/verify_tests, gate: test, routes: {passed: done, failed: stop, not_run: stop, unverified: stop}}
          done: {type: end, outcome: complete, output: "CODER_COMPLETE {{implement.output}}"}
          stop: {type: end, outcome: failed, output: "CODER_FAILED {{failure.message}}"}
        """;

    private const string WebhookSecret = "It's a Secret to Everybody";

    private readonly RunHome _home;
    private readonly Dictionary<string, object[]> _turns = [];
    private int _events;

    private GitHubLoop(GitHubServer server)
    {
        Server = server;
        Repository = server.CreateRepository("acme", "widgets");
        Repository.Roles["alice"] = "write";
        Repository.Roles["bob"] = "read";
        Alice = server.User(Repository, "alice");
        _home = new RunHome { Services = AddServices, Patience = TimeSpan.FromMinutes(2) };
        _home.Agent("coder", Graph);
        foreach (string shipped in (string[])["reviewer", "integrator"])
        {
            Copy(SourceTree.PathOf($"agents/{shipped}"), Path.Combine(_home.Agents, shipped));
        }

        Settings("review: {when: never}\n");
        Model();
    }

    internal GitHubServer Server { get; }

    internal GitHubRepository Repository { get; }

    internal GitHubUser Alice { get; }

    internal RunHost Host { get; private set; } = null!;

    internal string Home => _home.Path;

    /// <param name="webhooks">True: what users do reaches the host by webhooks; false: by <see cref="HandleAsync"/> alone.</param>
    internal static async Task<GitHubLoop> StartAsync(bool webhooks = false)
    {
        await SandboxFixture.SandboxAsync();
        GitHubLoop loop = new(await GitHubServer.StartAsync());
        await loop.StartHostAsync();
        if (webhooks)
        {
            loop.Server.SendWebhooksTo(new Uri(loop.Host.Http.BaseAddress!, "webhooks/github"), WebhookSecret);
        }

        return loop;
    }

    /// <summary>The repository's settings from now on.</summary>
    internal void Settings(string yaml) => Repository.CommitFile("main", ".coder/config.yml", yaml);

    /// <summary>What the model does in runs from now on: writes a file.</summary>
    /// <param name="node">The agent's node that it does it in.</param>
    internal void Model(string path, string contents, string node = "implement")
    {
        _turns[node] = [new { tool_calls = new[] { new { name = "fs_write", arguments = new { path, contents } } } }, new { text = $"Wrote {path}." }];
        Model();
    }

    /// <summary>What the reviewer says from now on, after a look at the change.</summary>
    internal void Reviewer(string summary, params (string Path, int Line, string Message)[] findings)
    {
        string answer = JsonSerializer.Serialize(new { summary, findings = findings.Select(finding => new { path = finding.Path, line = finding.Line, message = finding.Message }) });
        _turns["review"] = [new { tool_calls = new[] { new { name = "git_diff", arguments = new { } } } }, new { text = answer }];
        Model();
    }

    private void Model() => _home.Script(JsonSerializer.Serialize(new { version = 1, visits = _turns.Select(node => new { node = node.Key, visit = 1, turns = node.Value }) }));

    /// <summary>What the model was told last in a run.</summary>
    internal async Task<string> TranscriptAsync(RunView run) => await Host.Http.GetStringAsync($"/v1/runs/{run.Id}/artifacts/transcript");

    /// <summary>Hands an event over as the inbox does, then lets the sweep begin what was stored.</summary>
    internal async Task<EventOutcome> HandleAsync(RepoEvent happened)
    {
        EventOutcome outcome = await Host.Service<IRepoEventHandler>().HandleAsync(happened, TestContext.Current.CancellationToken);
        await Host.Service<RunSweep>().SweepAsync(Host.Service<DurableTaskClient>(), TestContext.Current.CancellationToken);
        return outcome;
    }

    internal RepoEvent Labeled(int number, string by = "alice", string label = "coder") => Event("issues.labeled", by) with
    {
        Issue = Issue(number), Label = label,
    };

    internal RepoEvent Commented(int number, string body, string by = "alice", bool isBot = false) => Event("issue_comment.created", by, isBot) with
    {
        Issue = Issue(number), Comment = new RepoComment { Id = Server.User(Repository, by).Comment(number, body), Body = body, Author = new RepoUser(by, 7, isBot) },
    };

    internal RepoEvent Reviewed(int number, string verdict, string body, params (string, int, string)[] comments)
    {
        long id = Alice.Review(number, verdict, body, comments);
        string state = verdict switch { "APPROVE" => "approved", "REQUEST_CHANGES" => "changes_requested", _ => "commented" };
        return Event("pull_request_review.submitted", "alice") with
        {
            PullRequest = Pull(number), Review = new RepoReview(id, state, body, Pull(number).HeadCommit, new RepoUser("alice", 7, false)),
        };
    }

    /// <summary>A check of others that has ended.</summary>
    internal RepoEvent Checked(int number, string commit, string conclusion) => Event("check_run.completed", "ci[bot]", isBot: true) with
    {
        Check = new RepoCheck { Id = 1, Name = "ci", Commit = commit, Status = "completed", Conclusion = conclusion, PullRequests = [number] },
    };

    /// <summary>Another program's word on a commit.</summary>
    internal void Status(string commit, string context, string state) => Server.Alone(() => Repository.AddStatus(commit, context, state));

    internal RepoPullRequest Pull(int number) => Host.Service<RunRepositories>().Remote.FindStateAsync(new RepositoryName(Repository.FullName), number, CancellationToken.None).GetAwaiter().GetResult()!;

    /// <summary>The run of that number, when it is over and told.</summary>
    internal async Task<RunView> EndOfRunAsync(int ordinal)
    {
        string run = "";
        await UntilAsync(async () => await RunsAsync() is var all && all.Count >= ordinal && (run = all[^ordinal]).Length > 0);
        using CancellationTokenSource patience = new(_home.Patience);
        await Host.Service<DurableTaskClient>().WaitForInstanceCompletionAsync(run, patience.Token);
        return await Host.EndAsync(run);
    }

    /// <summary>Does what queue and timers do, until something has come true.</summary>
    internal async Task UntilAsync(Func<Task<bool>> isReached)
    {
        using CancellationTokenSource patience = new(_home.Patience);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        do
        {
            await timer.WaitForNextTickAsync(patience.Token);
            await Host.Service<InboxSweep>().SweepAsync(patience.Token);
            await Host.Service<Conversations>().SweepAsync(patience.Token);
            await Host.Service<RunSweep>().SweepAsync(Host.Service<DurableTaskClient>(), patience.Token);
        }
        while (!await isReached());
    }

    internal async Task<IReadOnlyList<string>> RunsAsync() =>
        [.. JsonNode.Parse(await Host.Http.GetStringAsync("/v1/runs"))!["items"]!.AsArray().Select(run => (string)run!["id"]!)];

    /// <summary>The commits that references of the host's own copy of the repository keep.</summary>
    internal IEnumerable<string> MirroredCommits() => Directory.EnumerateFiles(Path.Combine(Home, "mirrors"), "*", SearchOption.AllDirectories)
        .Where(file => file.Contains("/refs/", StringComparison.Ordinal)).Select(file => File.ReadAllText(file).Trim());

    internal IEnumerable<string> Texts(string kind, string field) => Server.Alone(() => Repository.Copies(kind)).Select(one => (string)one[field]!);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Server.DisposeAsync();
        _home.Dispose();
    }

    private async Task StartHostAsync()
    {
        string key = Path.Combine(_home.Path, "app.pem");
        File.WriteAllText(key, Server.App.PrivateKeyPem);
        Host = await RunHost.StartAsync(
            _home, "--CODER_GITHUB_APP_ID", $"{Server.App.Id}", "--CODER_GITHUB_PRIVATE_KEY_FILE", key, "--CODER_GITHUB_API_URL", $"{Server.Address}", "--CODER_GITHUB_URL", $"{Server.Address}",
            "--CODER_AGENTS", _home.Agents, "--CODER_GITHUB_WEBHOOK_SECRET", WebhookSecret);
    }

    private RepoEvent Event(string name, string by, bool isBot = false) => new()
    {
        Id = $"event-{++_events}", Name = name, ReceivedAt = DateTimeOffset.UnixEpoch, Repository = new RepositoryName(Repository.FullName), Sender = new RepoUser(by, 7, isBot),
    };

    private RepoIssue Issue(int number)
    {
        JsonObject issue = Server.Alone(() => Repository.Issue(number));
        return new RepoIssue
        {
            Number = number, Title = (string)issue["title"]!, Body = (string)issue["body"]!, State = (string)issue["state"]!, IsPullRequest = Repository.IsPullRequest(number),
        };
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private void AddServices(IServiceCollection services)
    {
        services.AddSingleton<IGateRunner>(new ContentGates("README.md", "widgets", hasReport: true));
        services.AddSingleton(new PriceTable([new ModelPrice("scripted", 3, 0.3m, 15)]));
        services.AddSingleton(new RunModels(new ModelSettings(), ModelAliases.Parse(""), $"scripted:{_home.ScriptFile}", model => new ChatClients(model, TimeProvider.System)));
    }
}
