using System.Runtime.CompilerServices;
using Coder.Forge.GitHub.Access;
using Coder.Forge.Inbox;
using Octokit;
using Polly;

namespace Coder.Forge.GitHub.Webhooks;

/// <summary>The deliveries of the App's webhook. Octokit has no client for them.</summary>
public sealed class GitHubDeliverySource : IDeliverySource, IDisposable
{
    /// <summary>What GitHub gives at most.</summary>
    private const int PageItems = 100;

    /// <summary>A bound on one look: 10 000 tries.</summary>
    private const int PagesMax = 100;

    private static readonly Uri Deliveries = new("app/hook/deliveries", UriKind.Relative);

    private readonly InstallationTokens _tokens;
    private readonly ResiliencePipeline _retry;

    /// <exception cref="ArgumentException">The settings' key is no private key in PEM.</exception>
    public GitHubDeliverySource(GitHubSettings settings, TimeProvider time)
    {
        _tokens = new InstallationTokens(settings, time);
        _retry = GitHubRetry.Pipeline(time);
    }

    public void Dispose() => _tokens.Dispose();

    /// <inheritdoc/>
    public async IAsyncEnumerable<SentDelivery> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<string, string> parameters = new() { ["per_page"] = $"{PageItems}" };
        for (int page = 0; page < PagesMax; page++)
        {
            IApiResponse<List<HookDelivery>> answer = await _retry.ExecuteAsync(
                async _ => await _tokens.App.Get<List<HookDelivery>>(Deliveries, parameters), cancellationToken);
            foreach (HookDelivery sent in answer.Body)
            {
                yield return new SentDelivery(sent.Id, sent.Guid, sent.DeliveredAt, sent.StatusCode is >= 200 and < 300);
            }

            if (!answer.HttpResponse.ApiInfo.Links.TryGetValue("next", out Uri? next) || CursorOf(next) is not { } cursor)
            {
                yield break;
            }

            parameters["cursor"] = cursor;
        }
    }

    /// <inheritdoc/>
    public async Task RedeliverAsync(long id, CancellationToken cancellationToken) => await _retry.ExecuteAsync(
        async cancellation => await _tokens.App.Post(new Uri($"app/hook/deliveries/{id}/attempts", UriKind.Relative), cancellation), cancellationToken);

    private static string? CursorOf(Uri next) => System.Web.HttpUtility.ParseQueryString(next.Query)["cursor"];

    /// <summary>As Octokit makes its own: empty, then property by property.</summary>
    private sealed record HookDelivery
    {
        public long Id { get; init; }

        public string Guid { get; init; } = "";

        public DateTimeOffset DeliveredAt { get; init; }

        public int StatusCode { get; init; }
    }
}
