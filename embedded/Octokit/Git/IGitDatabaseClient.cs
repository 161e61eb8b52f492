namespace Octokit;

public interface IGitDatabaseClient
{
    IReferencesClient Reference { get; }
}
