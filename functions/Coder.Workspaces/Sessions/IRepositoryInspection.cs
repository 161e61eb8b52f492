namespace Coder.Workspaces.Sessions;

/// <summary>Looks at a user's repository without changing a byte of it.</summary>
public interface IRepositoryInspection
{
    /// <summary>Resolves the repository that a folder lies in and the commit a run would start from.</summary>
    /// <param name="path">Absolute path of a repository or of a folder in one.</param>
    /// <param name="reference">Branch, tag or commit; null for <c>HEAD</c>.</param>
    /// <exception cref="WorkspaceException"><c>not_a_repository</c>, <c>no_commit</c>, <c>unknown_ref</c>, <c>invalid_config</c>, each with the commands that mend it.</exception>
    Task<RepositoryState> InspectAsync(string path, string? reference, CancellationToken cancellation);
}
