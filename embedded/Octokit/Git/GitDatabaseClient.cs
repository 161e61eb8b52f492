namespace Octokit;

internal sealed class GitDatabaseClient(IConnection connection) : IGitDatabaseClient
{
    public IReferencesClient Reference { get; } = new ReferencesClient(connection);
}
