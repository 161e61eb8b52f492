using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Coder.Testing.GitHub.Access;
using Coder.Testing.GitHub.Git;
using Coder.Testing.GitHub.Routes;
using Coder.Testing.GitHub.State;
using Coder.Testing.GitHub.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Coder.Testing.GitHub;

/// <summary>
/// GitHub on a free loopback port, as far as the product uses it: REST, git over smart HTTP with real repositories, and signed webhooks. It keeps state, gives out
/// tokens and holds callers to them, and refuses every request that is not as GitHub's OpenAPI description says.
/// </summary>
public sealed class GitHubServer : IAsyncDisposable
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("coder-github-");
    private readonly Dictionary<string, GitHubRepository> _repositories = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, InstallationToken> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<CapturedRequest> _requests = new();
    private readonly WebhookSender _webhooks = new();
    private readonly TimeProvider _time;
    private readonly WebApplication _app;
    private (Uri Url, string Secret)? _hook;

    private GitHubServer(TimeProvider time)
    {
        _time = time;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        RestFront.Map(_app, this);
        GitFront.Map(_app, this);
    }

    public Uri Address => new($"{_app.Urls.Single()}/");

    public AppIdentity App { get; } = new();

    /// <summary>The code that <c>/app-manifests/{code}/conversions</c> takes.</summary>
    public string ManifestCode { get; } = RandomNumberGenerator.GetHexString(20);

    /// <summary>All REST requests in order, refused ones included.</summary>
    public IReadOnlyList<CapturedRequest> Requests => [.. _requests];

    /// <summary>All tokens given out.</summary>
    public IReadOnlyCollection<InstallationToken> Tokens => [.. _tokens.Values];

    /// <summary>Webhooks whose attempt has ended, oldest first.</summary>
    public IReadOnlyList<Delivery> Deliveries => _webhooks.Sent;

    /// <summary>Called with its operation when a request that changes something has come, and nothing is done yet: the place to kill the caller between two effects. A push is <see cref="Push"/>.</summary>
    public Func<string, Task>? Arriving { get; set; }

    /// <summary>Called when a request or a push has changed something and is not answered yet: the place to kill the caller inside an effect.</summary>
    public Func<CapturedRequest, Task>? Committed { get; set; }

    /// <summary>What a push is called among the operations.</summary>
    public const string Push = "git push";

    /// <summary>Answers instead of an operation where it returns one: a rate limit, an outage.</summary>
    public Func<string, Refusal?>? Refuse { get; set; }

    internal DateTimeOffset Now => _time.GetUtcNow();

    internal string Root => _root.FullName;

    public static async Task<GitHubServer> StartAsync(TimeProvider? time = null)
    {
        GitHubServer server = new(time ?? TimeProvider.System);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _webhooks.DisposeAsync();
        App.Dispose();
        _root.Delete(recursive: true);
    }

    /// <summary>A repository with one commit on <c>main</c>.</summary>
    public GitHubRepository CreateRepository(string owner, string name) => Alone(() =>
    {
        GitRepository git = new(Path.Combine(Root, owner, $"{name}.git"));
        GitHubRepository repository = new(100 + _repositories.Count, owner, name, git);
        repository.CommitFile(repository.DefaultBranch, "README.md", $"# {name}\n");
        _repositories.Add(repository.FullName, repository);
        return repository;
    });

    public GitHubUser User(GitHubRepository repository, string login) => new(this, repository, login);

    /// <summary>Sends webhooks from now on.</summary>
    public void SendWebhooksTo(Uri url, string secret) => _hook = (url, secret);

    /// <summary>Runs work while no request changes the state.</summary>
    public T Alone<T>(Func<T> work)
    {
        lock (_gate)
        {
            return work();
        }
    }

    internal GitHubRepository? Find(string owner, string name) => _repositories.GetValueOrDefault($"{owner}/{name}");

    /// <summary>The pull request of a node id.</summary>
    internal (GitHubRepository Repository, int Number)? FindPull(string nodeId) => _repositories.Values
        .SelectMany(repository => repository.Pulls.Select(pull => (repository, pull.Key, Id: (string)pull.Value["node_id"]!)))
        .Where(pull => pull.Id == nodeId).Select(pull => ((GitHubRepository, int)?)(pull.repository, pull.Key)).FirstOrDefault();

    /// <summary>Names of an installation's repositories are unique: they are one account's.</summary>
    internal long IdOf(string name) => _repositories.Values.FirstOrDefault(repository => repository.Name == name)?.Id ?? 0;

    internal InstallationToken? TokenOf(string text) => _tokens.TryGetValue(text, out InstallationToken? token) && token.ExpiresAt > Now ? token : null;

    /// <summary>Tokens look different every time: nobody may rely on their form.</summary>
    public InstallationToken IssueToken(IReadOnlySet<long>? repositories, IReadOnlyDictionary<string, string> permissions)
    {
        string text = $"ghs_{RandomNumberGenerator.GetString("abcdefghijkXYZ0123456789.-_", RandomNumberGenerator.GetInt32(30, 300))}";
        InstallationToken token = new(text, repositories, permissions, Now + TokenLife);
        _tokens[text] = token;
        return token;
    }

    internal void Capture(CapturedRequest request) => _requests.Enqueue(request);

    /// <summary>A status is the payload itself, and has no action.</summary>
    internal void AnnounceStatus(GitHubRepository repository, JsonObject status, string sender)
    {
        JsonObject payload = status.DeepClone().AsObject();
        payload["branches"] = new JsonArray([
            .. repository.Git.References().Where(one => one.Value == (string)status["sha"]! && one.Key.StartsWith("refs/heads/", StringComparison.Ordinal))
                .Select(one => (JsonNode)new JsonObject { ["name"] = one.Key["refs/heads/".Length..] }),
        ]);
        Announce(repository, "status", null, sender, payload);
    }

    internal void Announce(GitHubRepository repository, string name, string action, string sender, params (string Name, JsonObject Resource)[] parts)
    {
        JsonObject payload = new() { ["action"] = action };
        foreach ((string part, JsonObject resource) in parts)
        {
            payload[part] = resource.DeepClone();
        }

        Announce(repository, name, action, sender, payload);
    }

    private void Announce(GitHubRepository repository, string name, string? action, string sender, JsonObject payload)
    {
        if (_hook is not var (url, secret))
        {
            return;
        }

        foreach ((string part, JsonNode common) in (IEnumerable<(string, JsonNode)>)
        [
            ("repository", Resources.Repository(this, repository)), ("sender", Resources.User(sender)), ("installation", new JsonObject { ["id"] = App.InstallationId }),
        ])
        {
            payload[part] = common;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(payload.ToJsonString());
        string guid = Guid.NewGuid().ToString();
        _webhooks.Enqueue(id => new Delivery(id, guid, name, action, bytes, Now, IsRedelivery: false), url, secret);
    }

    /// <summary>Sends a webhook once more, as the App or its owner asks for. False when there is no such delivery.</summary>
    /// <param name="id">Of one of its attempts.</param>
    public bool Redeliver(long id)
    {
        if (_hook is not var (url, secret) || Deliveries.FirstOrDefault(delivery => delivery.Id == id) is not { } earlier)
        {
            return false;
        }

        _webhooks.Enqueue(next => earlier with { Id = next, At = Now, IsRedelivery = true, Status = 0 }, url, secret);
        return true;
    }
}
