using System.Collections.Concurrent;
using System.Security.Cryptography;
using Octokit;

namespace Coder.Forge.GitHub.Access;

/// <summary>Tokens of the App's installations, narrowed to one repository and one purpose. Their format is opaque; they are kept in memory only.</summary>
internal sealed class InstallationTokens : IDisposable
{
    /// <summary>A token is given out only while it lives at least this long.</summary>
    internal static readonly TimeSpan LifeLeft = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(RepositoryPath, string), AccessToken> _tokens = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly RSA _key = RSA.Create();
    private readonly GitHubSettings _settings;
    private readonly TimeProvider _time;
    private readonly GitHubClient _app;
    private string? _slug;
    private long? _botId;

    /// <exception cref="ArgumentException">The key is no private key in PEM.</exception>
    internal InstallationTokens(GitHubSettings settings, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        _key.ImportFromPem(settings.PrivateKeyPem);
        _app = new GitHubClient(Connect(new AppCredentials(this)));
    }

    public void Dispose()
    {
        _key.Dispose();
        _oneAtATime.Dispose();
    }

    /// <summary>Requests of the App itself.</summary>
    internal IConnection App => _app.Connection;

    /// <summary>The account that our comments and reviews are by.</summary>
    internal async Task<string> BotLoginAsync() => $"{_slug ??= (await _app.GitHubApps.GetCurrent()).Slug}[bot]";

    /// <summary>The number of that account, which is not the App's. Asked with any repository's token: the App itself may not.</summary>
    internal async Task<long> BotIdAsync(RepositoryPath repository) =>
        _botId ??= (await Client(repository, TokenScope.Facts).User.Get(await BotLoginAsync())).Id;

    internal async Task<AccessToken> GetAsync(RepositoryPath repository, TokenScope scope, CancellationToken cancellationToken)
    {
        if (Kept(repository, scope) is { } kept)
        {
            return kept;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return Kept(repository, scope) ?? (_tokens[(repository, scope.Name)] = await RequestAsync(repository, scope, cancellationToken));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>A client that can do in a repository what the scope says.</summary>
    internal GitHubClient Client(RepositoryPath repository, TokenScope scope) => new(Connect(new RepositoryCredentials(this, repository, scope)));

    private AccessToken? Kept(RepositoryPath repository, TokenScope scope) =>
        _tokens.TryGetValue((repository, scope.Name), out AccessToken? token) && token.ExpiresAt - _time.GetUtcNow() >= LifeLeft ? token : null;

    private async Task<AccessToken> RequestAsync(RepositoryPath repository, TokenScope scope, CancellationToken cancellationToken)
    {
        Installation installation = await _app.GitHubApps.GetRepositoryInstallationForCurrent(repository.Owner, repository.Name);
        IApiResponse<AccessToken> answer = await _app.Connection.Post<AccessToken>(
            new Uri($"app/installations/{installation.Id}/access_tokens", UriKind.Relative),
            new TokenRequest([repository.Name], scope.Permissions),
            "application/vnd.github+json",
            "application/json",
            cancellationToken: cancellationToken);
        return answer.Body;
    }

    private Connection Connect(ICredentialStore credentials) => new(new ProductHeaderValue("coder-functions"), _settings.ApiAddress, credentials);

    private sealed record TokenRequest(IReadOnlyList<string> Repositories, IReadOnlyDictionary<string, string> Permissions);

    private sealed class AppCredentials(InstallationTokens tokens) : ICredentialStore
    {
        public Task<Credentials> GetCredentials() =>
            Task.FromResult(new Credentials(AppToken.Create(tokens._settings.AppId, tokens._key, tokens._time.GetUtcNow()), AuthenticationType.Bearer));
    }

    private sealed class RepositoryCredentials(InstallationTokens tokens, RepositoryPath repository, TokenScope scope) : ICredentialStore
    {
        public async Task<Credentials> GetCredentials() => new((await tokens.GetAsync(repository, scope, CancellationToken.None)).Token);
    }
}
