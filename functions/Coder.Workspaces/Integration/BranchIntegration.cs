using System.Globalization;
using Coder.Workspaces.Git;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Integration;

/// <summary>By <c>git merge-tree</c>, which needs no files and no index.</summary>
internal sealed class BranchIntegration(GitCommand git) : IBranchIntegration
{
    private const int Conflicting = 1;

    public async Task<string?> BaseOfAsync(string repositoryPath, string one, string other, CancellationToken cancellation) =>
        await git.RunAsync(Call(repositoryPath, ["merge-base", one, other]), cancellation) is { ExitCode: 0 } found ? found.Text : null;

    public async Task<IReadOnlyList<IntegratedCommit>> CommitsAsync(string repositoryPath, string from, string to, CancellationToken cancellation)
    {
        var log = await git.DemandAsync(
            Call(repositoryPath, ["log", "-z", "--no-show-signature", $"--max-count={IBranchIntegration.CommitsMax}", "--format=%H%n%B", to, "^" + from, "--"]), cancellation);
        return [.. log.Fields.Select(entry => entry.Split('\n', 2)).Select(parts => new IntegratedCommit(parts[0], parts.Length == 2 ? parts[1] : ""))];
    }

    public async Task<IntegratedChange> IntegrateAsync(string repositoryPath, string common, string theirs, string ours, DateTimeOffset date, CancellationToken cancellation)
    {
        // Commits without history: what is brought together is exactly the two changes of the common commit, whatever the branches went through since.
        var start = await CommitAsync(repositoryPath, await TreeAsync(repositoryPath, common, cancellation), null, date, cancellation);
        var one = await CommitAsync(repositoryPath, await TreeAsync(repositoryPath, theirs, cancellation), start, date, cancellation);
        var other = await CommitAsync(repositoryPath, await TreeAsync(repositoryPath, ours, cancellation), start, date, cancellation);
        var merged = await git.RunAsync(Call(repositoryPath, ["merge-tree", "--write-tree", "--name-only", "-z", one, other]), cancellation);
        if (merged.ExitCode is not (0 or Conflicting)) throw new WorkspaceException("git_failed", $"'git merge-tree' failed with exit code {merged.ExitCode}: {merged.Error}");
        var answer = MergeAnswer.Parse(merged.Fields);
        var commit = await CommitAsync(repositoryPath, answer.Tree, await CommitOfAsync(repositoryPath, theirs, cancellation), date, cancellation);
        return new IntegratedChange(commit, answer.Conflicts, answer.Unmergeable);
    }

    private Task<string> TreeAsync(string repositoryPath, string commit, CancellationToken cancellation) => ResolveAsync(repositoryPath, commit + "^{tree}", cancellation);

    private Task<string> CommitOfAsync(string repositoryPath, string commit, CancellationToken cancellation) => ResolveAsync(repositoryPath, commit + "^{commit}", cancellation);

    private async Task<string> ResolveAsync(string repositoryPath, string name, CancellationToken cancellation) =>
        await git.RunAsync(Call(repositoryPath, ["rev-parse", "--verify", "--quiet", "--end-of-options", name]), cancellation) is { ExitCode: 0 } found
            ? found.Text
            : throw new WorkspaceException("unknown_ref", $"'{name}' is not in the repository (any more). Ask for the work anew.");

    private async Task<string> CommitAsync(string repositoryPath, string tree, string? parent, DateTimeOffset date, CancellationToken cancellation)
    {
        var stamp = string.Create(CultureInfo.InvariantCulture, $"@{date.ToUnixTimeSeconds()} +0000");
        string[] parents = parent is null ? [] : ["-p", parent];
        return (await git.DemandAsync(
            Call(repositoryPath, ["commit-tree", tree, .. parents, "-m", "Two changes in one"]) with
            {
                Environment = new Dictionary<string, string> { ["GIT_AUTHOR_DATE"] = stamp, ["GIT_COMMITTER_DATE"] = stamp },
            },
            cancellation)).Text;
    }

    private static GitInvocation Call(string repositoryPath, IReadOnlyList<string> arguments) => new() { GitDirectory = repositoryPath, Arguments = arguments };
}
