using Coder.Contracts;

namespace Coder.Cli.Api;

/// <summary>What an account has: keys, projects, secrets.</summary>
internal sealed partial class CoderApi
{
    private const int PageMax = 100;

    public Task<IssuedKeyView> CreateKeyAsync(KeyRequest request, CancellationToken cancellationToken) =>
        SendAsync<IssuedKeyView>(HttpMethod.Post, "v1/keys", Json(request), cancellationToken);

    public async Task<IReadOnlyList<ApiKeyView>> ListKeysAsync(CancellationToken cancellationToken) => (await GetAsync<Page<ApiKeyView>>("v1/keys", cancellationToken)).Items;

    public Task<IssuedKeyView> RotateKeyAsync(string id, KeyRotation request, CancellationToken cancellationToken) =>
        SendAsync<IssuedKeyView>(HttpMethod.Post, $"v1/keys/{Uri.EscapeDataString(id)}/rotate", Json(request), cancellationToken);

    public Task RevokeKeyAsync(string id, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, $"v1/keys/{Uri.EscapeDataString(id)}", null, cancellationToken);

    public Task<NewAccountView> CreateAccountAsync(NewAccountRequest request, CancellationToken cancellationToken) =>
        SendAsync<NewAccountView>(HttpMethod.Post, "v1/accounts", Json(request), cancellationToken);

    public Task<ReconciliationView> ReconcileAsync(int days, CancellationToken cancellationToken) =>
        GetAsync<ReconciliationView>(FormattableString.Invariant($"v1/billing/reconciliation?days={days}"), cancellationToken);

    public Task<ProjectView> CreateProjectAsync(ProjectRequest request, CancellationToken cancellationToken) =>
        SendAsync<ProjectView>(HttpMethod.Post, "v1/projects", Json(request), cancellationToken);

    public Task<ProjectView> ReplaceProjectAsync(string id, ProjectRequest request, CancellationToken cancellationToken) =>
        SendAsync<ProjectView>(HttpMethod.Put, Project(id), Json(request), cancellationToken);

    public Task DeleteProjectAsync(string id, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, Project(id), null, cancellationToken);

    /// <summary>All of them, page by page.</summary>
    public async Task<IReadOnlyList<ProjectView>> ListProjectsAsync(CancellationToken cancellationToken)
    {
        List<ProjectView> projects = [];
        string? cursor = null;
        do
        {
            Page<ProjectView> page = await GetAsync<Page<ProjectView>>($"v1/projects?limit={PageMax}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", cancellationToken);
            projects.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return projects;
    }

    public Task SetSecretAsync(string project, string name, SecretRequest request, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, Project(project, "secrets", name), Json(request), cancellationToken);

    public async Task<IReadOnlyList<SecretView>> ListSecretsAsync(string project, CancellationToken cancellationToken) =>
        (await GetAsync<Page<SecretView>>(Project(project, "secrets"), cancellationToken)).Items;

    public Task DeleteSecretAsync(string project, string name, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, Project(project, "secrets", name), null, cancellationToken);

    private static string Project(string id, params IEnumerable<string> parts) => string.Join('/', ["v1/projects", .. parts.Prepend(id).Select(Uri.EscapeDataString)]);
}
