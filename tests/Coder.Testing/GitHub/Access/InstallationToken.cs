namespace Coder.Testing.GitHub.Access;

/// <summary>A token that the double has given out.</summary>
/// <param name="RepositoryIds">Null for all of the installation.</param>
/// <param name="Permissions">By name: <c>contents</c>, <c>pull_requests</c>, …: <c>read</c> or <c>write</c>.</param>
public sealed record InstallationToken(string Token, IReadOnlySet<long>? RepositoryIds, IReadOnlyDictionary<string, string> Permissions, DateTimeOffset ExpiresAt)
{
    /// <summary>Reading a repository's facts (<c>metadata</c>) comes with every token.</summary>
    internal bool Allows(long repository, string permission, bool write) =>
        (RepositoryIds is null || RepositoryIds.Contains(repository))
        && (permission == "metadata" || (Permissions.TryGetValue(permission, out string? level) && (level == "write" || !write)));
}
