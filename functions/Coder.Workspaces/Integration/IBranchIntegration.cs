using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Integration;

/// <summary>Brings changes of two branches together, in a repository that has both. Only objects are written: no branch moves.</summary>
public interface IBranchIntegration
{
    /// <summary>The newest commit that two have in common; null when there is none.</summary>
    Task<string?> BaseOfAsync(string repositoryPath, string one, string other, CancellationToken cancellation);

    /// <summary>The commits that lead from one to another, newest first, at most <see cref="CommitsMax"/>.</summary>
    Task<IReadOnlyList<IntegratedCommit>> CommitsAsync(string repositoryPath, string from, string to, CancellationToken cancellation);

    /// <summary>What <paramref name="ours"/> changes of <paramref name="common"/>, applied to <paramref name="theirs"/>.</summary>
    /// <param name="date">Of the commit that is made: a repeated call makes the same.</param>
    /// <exception cref="WorkspaceException"><c>unknown_ref</c>: the repository lacks one of the commits.</exception>
    Task<IntegratedChange> IntegrateAsync(string repositoryPath, string common, string theirs, string ours, DateTimeOffset date, CancellationToken cancellation);

    const int CommitsMax = 1000;
}
