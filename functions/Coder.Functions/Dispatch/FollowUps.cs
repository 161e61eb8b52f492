using Coder.Contracts;
using Coder.Runs.Records;

namespace Coder.Functions.Dispatch;

/// <summary>What a run's end asks for by itself. Pure.</summary>
internal static class FollowUps
{
    private const string BranchMoved = "branch_moved";
    private const string Never = "never";

    /// <summary>A result that its branch has no place for any more is brought together with what is there now. Null: there is no such result.</summary>
    internal static WorkOrder? OfMoved(RunRecord run) => run is not { ErrorCode: BranchMoved, Origin: { IsPullRequest: true } origin }
        ? null
        : new WorkOrder($"moved/{run.RunId}", origin.Task == RunTask.Rebase ? RunTask.Rebase : RunTask.Continue, run.Request.Prompt)
        {
            Credits = origin.Credits,
            Reactions = origin.Reactions,
            IsAutomatic = true,
            Earlier = run.RunId,
        };

    /// <summary>A pull request that a run has opened is reviewed, unless the settings say otherwise. Null: it is not.</summary>
    /// <param name="reviewWhen">As the settings have it.</param>
    internal static (Conversation Where, WorkOrder Next)? OfOpened(RunRecord run, string? reviewWhen) =>
        run is { Status: RunStatus.Succeeded, Remote: { } remote, Origin: { IsPullRequest: false, Task: RunTask.Change }, PullRequest: { } pull } && reviewWhen != Never
            ? (new Conversation(remote.Repository, pull.Number, true, true), new WorkOrder($"opened/{run.RunId}", RunTask.Review, "") { IsAutomatic = true })
            : null;
}
