using Coder.Workspaces.Git;

namespace Coder.Workspaces.Sessions;

internal sealed class RepositoryInspection(GitCommand git) : IRepositoryInspection
{
    private const int FilesMax = 1000;

    public async Task<RepositoryState> InspectAsync(string path, string? reference, CancellationToken cancellation)
    {
        if (!Directory.Exists(path))
        {
            throw new WorkspaceException("not_a_repository", $"'{path}' is not a folder. Name the folder of a git repository.");
        }

        var found = await git.RunAsync(
            new GitInvocation { WorkingDirectory = path, Arguments = ["rev-parse", "--show-toplevel", "--absolute-git-dir", "--show-prefix"] }, cancellation);
        if (found.ExitCode != 0) throw NotARepository(path, found.Error);

        var lines = found.Text.Split('\n');
        var (root, gitDirectory) = (lines[0], lines[1]);
        var project = lines.Length > 2 ? lines[2].TrimEnd('/') : "";
        // A repository's settings may name any folder as its files; only one that holds the repository is taken.
        if (!Path.Exists(Path.Combine(root, ".git")))
        {
            throw new WorkspaceException("not_a_repository", $"The repository at '{gitDirectory}' takes '{root}' for its files (core.worktree). Unset that: git -C '{path}' config --unset core.worktree");
        }

        var repository = new UserRepository(git, gitDirectory);
        var commit = await repository.FindCommitAsync(reference ?? "HEAD", cancellation) ?? throw await NoCommitAsync(repository, root, reference, cancellation);
        var uncommitted = await repository.UncommittedAsync(root, cancellation);
        return new RepositoryState(root, commit, project, [.. uncommitted.Take(FilesMax)], await repository.ConfigAsync(commit, cancellation));
    }

    private static WorkspaceException NotARepository(string path, string error) => new(
        "not_a_repository",
        error.Contains("work tree", StringComparison.Ordinal)
            ? $"'{path}' lies in a bare repository; a run needs one with files. Clone it: git clone '{path}'"
            : $"'{path}' is not in a git repository. Make it one: cd '{path}' && git init && git add -A && git commit -m 'Start'");

    private static async Task<WorkspaceException> NoCommitAsync(UserRepository repository, string root, string? reference, CancellationToken cancellation) =>
        reference is null or "HEAD" && await repository.FindCommitAsync("HEAD", cancellation) is null
            ? new WorkspaceException("no_commit", $"The repository '{root}' has no commit yet. Make one: cd '{root}' && git add -A && git commit -m 'Start'")
            : new WorkspaceException("unknown_ref", $"'{reference}' names no commit in '{root}'. See what there is: git -C '{root}' branch --all");
}
