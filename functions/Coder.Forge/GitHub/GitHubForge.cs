using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Coder.Forge.Checks;
using Coder.Forge.Comments;
using Coder.Forge.Conversation;
using Coder.Forge.Deployments;
using Coder.Forge.Events;
using Coder.Forge.GitHub.Access;
using Coder.Forge.Merging;
using Coder.Forge.Releases;
using Coder.Forge.Reviews;
using Octokit;
using Polly;

namespace Coder.Forge.GitHub;

/// <summary>GitHub, as an App: every operation with a token that can do that one thing in that one repository.</summary>
public sealed class GitHubForge : IRemoteForge, IDisposable
{
    private readonly GitHubSettings _settings;
    private readonly InstallationTokens _tokens;
    private readonly GitHubPullRequests _pullRequests;
    private readonly GitHubConversation _conversation;
    private readonly GitHubChecks _checks;
    private readonly GitHubMerging _merging;
    private readonly GitHubDelivery _delivery;
    private readonly GitHubReading _reading;
    private readonly ResiliencePipeline _retry;

    /// <exception cref="ArgumentException">The settings' key is no private key in PEM.</exception>
    public GitHubForge(GitHubSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _tokens = new InstallationTokens(settings, time);
        (_pullRequests, _conversation, _checks) = (new GitHubPullRequests(_tokens), new GitHubConversation(_tokens), new GitHubChecks(_tokens));
        (_merging, _delivery) = (new GitHubMerging(_tokens), new GitHubDelivery(_tokens));
        _reading = new GitHubReading(_tokens);
        _retry = GitHubRetry.Pipeline(time);
    }

    public void Dispose() => _tokens.Dispose();

    /// <inheritdoc/>
    public Task<GitRemote> GetRemoteAsync(RepositoryName repository, bool write, CancellationToken cancellationToken) => TryAsync(
        async cancellation =>
        {
            RepositoryPath path = RepositoryPath.Of(repository);
            AccessToken token = await _tokens.GetAsync(path, write ? TokenScope.Push : TokenScope.Fetch, cancellation);
            string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{token.Token}"));
            return new GitRemote($"{_settings.WebAddress}{path}.git", $"Basic {basic}", token.ExpiresAt);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<UserPermission> GetPermissionAsync(RepositoryName repository, string user, CancellationToken cancellationToken) => TryAsync(
        async _ =>
        {
            RepositoryPath path = RepositoryPath.Of(repository);
            try
            {
                return (await _tokens.Client(path, TokenScope.Facts).Repository.Collaborator.ReviewPermission(path.Owner, path.Name, user)).Permission switch
                {
                    "admin" => UserPermission.Admin,
                    "write" => UserPermission.Write,
                    "read" => UserPermission.Read,
                    _ => UserPermission.None,
                };
            }
            catch (NotFoundException)
            {
                return UserPermission.None;
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The evidence stays with the run: its readable form is part of the body.</remarks>
    public Task<PullRequest> PublishPullRequestAsync(RepositoryName repository, PullRequestDraft draft, CancellationToken cancellationToken) =>
        TryAsync(_ => _pullRequests.PublishAsync(RepositoryPath.Of(repository), draft), cancellationToken);

    /// <inheritdoc/>
    public Task<PullRequest?> FindPullRequestAsync(RepositoryName repository, int number, CancellationToken cancellationToken) =>
        TryAsync(_ => _pullRequests.FindAsync(RepositoryPath.Of(repository), number), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<PullRequest> ListPullRequestsAsync(
        RepositoryName repository, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (PullRequest pull in await TryAsync(_ => _pullRequests.ListAsync(RepositoryPath.Of(repository)), cancellationToken))
        {
            yield return pull;
        }
    }

    /// <inheritdoc/>
    public Task<Comment> PutCommentAsync(RepositoryName repository, int number, CommentDraft draft, CancellationToken cancellationToken) =>
        TryAsync(_ => _conversation.PutCommentAsync(RepositoryPath.Of(repository), number, draft), cancellationToken);

    /// <inheritdoc/>
    public Task<Review> PutReviewAsync(RepositoryName repository, int number, ReviewDraft draft, CancellationToken cancellationToken) =>
        TryAsync(_ => _conversation.PutReviewAsync(RepositoryPath.Of(repository), number, draft), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> AddLabelAsync(RepositoryName repository, int number, string label, CancellationToken cancellationToken) =>
        TryAsync(_ => _conversation.AddLabelAsync(RepositoryPath.Of(repository), number, label), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> RemoveLabelAsync(RepositoryName repository, int number, string label, CancellationToken cancellationToken) =>
        TryAsync(_ => _conversation.RemoveLabelAsync(RepositoryPath.Of(repository), number, label), cancellationToken);

    /// <inheritdoc/>
    public Task<CheckReport> PutCheckAsync(RepositoryName repository, CheckDraft draft, CancellationToken cancellationToken) =>
        TryAsync(_ => _checks.PutAsync(RepositoryPath.Of(repository), draft), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, CheckState>> ListChecksAsync(RepositoryName repository, string commit, CancellationToken cancellationToken) =>
        TryAsync(_ => _checks.ListAsync(RepositoryPath.Of(repository), commit), cancellationToken);

    /// <inheritdoc/>
    public Task<MergeOutcome> MergeAsync(RepositoryName repository, int number, MergeRequest request, CancellationToken cancellationToken) =>
        TryAsync(_ => _merging.MergeAsync(RepositoryPath.Of(repository), number, request), cancellationToken);

    /// <inheritdoc/>
    public Task<Releases.Release> PublishReleaseAsync(RepositoryName repository, ReleaseDraft draft, CancellationToken cancellationToken) =>
        TryAsync(_ => _delivery.PublishAsync(RepositoryPath.Of(repository), draft), cancellationToken);

    /// <inheritdoc/>
    public Task<Deployments.Deployment> PutDeploymentAsync(RepositoryName repository, DeploymentDraft draft, CancellationToken cancellationToken) =>
        TryAsync(_ => _delivery.PutAsync(RepositoryPath.Of(repository), draft), cancellationToken);

    /// <inheritdoc/>
    public Task<string> GetAccountAsync(CancellationToken cancellationToken) => TryAsync(_ => _tokens.BotLoginAsync(), cancellationToken);

    /// <inheritdoc/>
    public Task<(string Name, string Address)> GetAuthorAsync(RepositoryName repository, CancellationToken cancellationToken) => TryAsync(
        async _ =>
        {
            string login = await _tokens.BotLoginAsync();
            return (login, $"{await _tokens.BotIdAsync(RepositoryPath.Of(repository))}+{login}@users.noreply.{_settings.WebAddress.Host}");
        },
        cancellationToken);

    /// <inheritdoc/>
    public string CreditOf(RepoUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return $"{user.Login} <{user.Id}+{user.Login}@users.noreply.{_settings.WebAddress.Host}>";
    }

    /// <inheritdoc/>
    public Task ReactAsync(RepositoryName repository, ReactionTarget target, Conversation.Reaction reaction, CancellationToken cancellationToken) => TryAsync(
        async _ =>
        {
            await _reading.ReactAsync(RepositoryPath.Of(repository), target, reaction);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<RepoPullRequest?> FindStateAsync(RepositoryName repository, int number, CancellationToken cancellationToken) =>
        TryAsync(_ => _reading.FindStateAsync(RepositoryPath.Of(repository), number), cancellationToken);

    /// <inheritdoc/>
    public Task<string?> MarkReadyAsync(RepositoryName repository, int number, CancellationToken cancellationToken) =>
        TryAsync(_ => _pullRequests.MarkReadyAsync(RepositoryPath.Of(repository), number), cancellationToken);

    /// <inheritdoc/>
    public Task<int?> FindOpenAsync(RepositoryName repository, string branch, CancellationToken cancellationToken) =>
        TryAsync(_ => _pullRequests.FindOpenAsync(RepositoryPath.Of(repository), branch), cancellationToken);

    /// <inheritdoc/>
    public string HeadReferenceOf(int number) => string.Create(CultureInfo.InvariantCulture, $"refs/pull/{number}/head");

    /// <inheritdoc/>
    public Task<IReadOnlyList<RepoReview>> ListReviewsAsync(RepositoryName repository, int number, CancellationToken cancellationToken) =>
        TryAsync(_ => _reading.ListReviewsAsync(RepositoryPath.Of(repository), number), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RepoComment>> ListLineCommentsAsync(RepositoryName repository, int number, CancellationToken cancellationToken) =>
        TryAsync(_ => _reading.ListLineCommentsAsync(RepositoryPath.Of(repository), number), cancellationToken);

    private async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken) =>
        await _retry.ExecuteAsync(async cancellation => await operation(cancellation), cancellationToken);
}
