using System.Text.RegularExpressions;
using Coder.Accounts;
using Coder.Functions.Api;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Workspaces.Integration;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Runs;

/// <summary>What runs for pull requests begin with: the pull request's change, or that change brought together with what others did meanwhile.</summary>
public sealed partial class RunStarts(IBranchIntegration integration, RunStore runs, TimeProvider time)
{
    /// <param name="head">The pull request's newest commit; for other runs the commit that they are asked for.</param>
    /// <param name="fetch">Brings a branch or a commit with its files; returns the commit.</param>
    /// <returns>The commit that the change is one of, and the start where that is another one.</returns>
    internal Task<(string BaseCommit, RunStart? Start)> FindAsync(RepositoryState head, RunOrigin origin, Func<string, Task<string>> fetch, CancellationToken cancellation) => origin.Task switch
    {
        RunTask.Review or RunTask.Explain => ReadAsync(head, origin.Target!, fetch, cancellation),
        RunTask.Rebase => RebaseAsync(head, origin.Target!, fetch, cancellation),
        RunTask.Continue => ContinueAsync(head, origin.Earlier!, cancellation),
        _ => Task.FromResult((head.BaseCommit, (RunStart?)null)),
    };

    private async Task<(string, RunStart?)> ReadAsync(RepositoryState head, string target, Func<string, Task<string>> fetch, CancellationToken cancellation)
    {
        string newest = await fetch(target);
        string common = await fetch(await integration.BaseOfAsync(head.Root, newest, head.BaseCommit, cancellation) ?? newest);
        return (common, new RunStart(head.BaseCommit, [head.BaseCommit]));
    }

    private async Task<(string, RunStart?)> RebaseAsync(RepositoryState head, string target, Func<string, Task<string>> fetch, CancellationToken cancellation)
    {
        string newest = await fetch(target);
        string common = await integration.BaseOfAsync(head.Root, newest, head.BaseCommit, cancellation)
            ?? throw new WorkspaceException("unrelated_branches", $"The branch and `{target}` have no commit in common: bring them together by hand.");
        if (common == newest)
        {
            throw new WorkspaceException("up_to_date", $"The branch has everything that `{target}` has: there is nothing to do.");
        }

        IReadOnlyList<IntegratedCommit> own = await integration.CommitsAsync(head.Root, common, head.BaseCommit, cancellation);
        IntegratedChange change = await IntegrateAsync(head.Root, await fetch(common), newest, head.BaseCommit, cancellation);
        return (newest, await AreResultsAsync(own, cancellation)
            ? new RunStart(change.Commit, [newest]) { Replaces = head.BaseCommit, Conflicts = change.Conflicts, Credits = [.. own.SelectMany(commit => Credits(commit.Message)).Distinct()] }
            : new RunStart(change.Commit, [head.BaseCommit, newest]) { Conflicts = change.Conflicts });
    }

    private async Task<(string, RunStart?)> ContinueAsync(RepositoryState head, string earlier, CancellationToken cancellation)
    {
        RunRecord run = await runs.FindAsync(new RunKey(AccountId.Local.Value, earlier), cancellation) ?? throw ApiException.NotFound($"run `{earlier}`, whose result was to be carried over");
        IntegratedChange change = await IntegrateAsync(head.Root, run.BaseCommit, head.BaseCommit, $"refs/heads/runs/{earlier}", cancellation);
        return (head.BaseCommit, new RunStart(change.Commit, [head.BaseCommit]) { Conflicts = change.Conflicts });
    }

    /// <summary>What is no text is nobody's task: an agent would have only one of its sides.</summary>
    private async Task<IntegratedChange> IntegrateAsync(string repository, string common, string theirs, string ours, CancellationToken cancellation)
    {
        IntegratedChange change = await integration.IntegrateAsync(repository, common, theirs, ours, time.GetUtcNow(), cancellation);
        return change.Unmergeable.Count == 0
            ? change
            : throw new WorkspaceException("binary_conflict", $"Both sides changed {string.Join(", ", change.Unmergeable)}, which is no text: bring them together by hand.");
    }

    /// <summary>True when runs of this host made every one of these commits: a name in a message proves nothing, the run's own record does.</summary>
    private async Task<bool> AreResultsAsync(IReadOnlyList<IntegratedCommit> commits, CancellationToken cancellation)
    {
        foreach (IntegratedCommit commit in commits)
        {
            if (RunOf().Match(commit.Message) is not { Success: true } named
                || await runs.FindAsync(new RunKey(AccountId.Local.Value, named.Groups[1].Value), cancellation) is not { } run || run.Commit != commit.Hash)
            {
                return false;
            }
        }

        return commits.Count is > 0 and < IBranchIntegration.CommitsMax;
    }

    private static IEnumerable<string> Credits(string message) => Credit().Matches(message).Select(match => match.Groups[1].Value.Trim());

    [GeneratedRegex(@"^Coder-Run: ([0-9a-f]{32})\r?$", RegexOptions.Multiline)]
    private static partial Regex RunOf();

    [GeneratedRegex(@"^Co-authored-by: (.{1,200})$", RegexOptions.Multiline)]
    private static partial Regex Credit();
}
