using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Git;

/// <summary>Puts a run's result on a branch of the user's repository, never over somebody else's commit.</summary>
internal sealed class BranchPublication(UserRepository user)
{
    /// <exception cref="WorkspaceException"><c>invalid_branch</c>, <c>branch_exists</c>, <c>branch_checked_out</c>.</exception>
    public async Task MoveAsync(string branch, string commit, IReadOnlyList<string> parents, CancellationToken cancellation)
    {
        var name = "refs/heads/" + branch;
        if (!await user.IsValidRefAsync(name, cancellation)) throw new WorkspaceException("invalid_branch", $"'{branch}' is no name of a branch.");
        var existing = await user.FindCommitAsync(name, cancellation);
        if (existing == commit) return;
        if (existing is not null) await RefuseForeignAsync(branch, existing, parents, cancellation);
        await user.UpdateRefAsync(name, commit, existing ?? "", cancellation);
    }

    private async Task RefuseForeignAsync(string branch, string existing, IReadOnlyList<string> parents, CancellationToken cancellation)
    {
        if (!await user.IsOursAsync(existing, parents, cancellation))
        {
            throw new WorkspaceException("branch_exists", $"The branch '{branch}' exists with other commits. Rename it: git branch -m {branch} {branch}-old");
        }

        if (await user.IsCheckedOutAsync(branch, cancellation))
        {
            throw new WorkspaceException("branch_checked_out", $"The branch '{branch}' is checked out and cannot be moved. Check out another one: git switch -");
        }
    }
}
