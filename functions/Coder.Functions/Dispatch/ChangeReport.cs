using Coder.Forge;
using Coder.Forge.Checks;
using Coder.Functions.Policies;
using Coder.Functions.Runs;
using Coder.Redaction;
using Coder.Runs.Records;
using Coder.Runs.Redaction;

namespace Coder.Functions.Dispatch;

/// <summary>What a run that changes something says at its beginning and its end: status comment, check, and whether to merge.</summary>
public sealed class ChangeReport(RunRepositories repositories, StatusComments comments, Merging merging, RunRedactors redactors, RunAudit audit)
{
    internal async Task BegunAsync(RunRecord run, CancellationToken cancellation)
    {
        await comments.BegunAsync(run, cancellation);
        if (run.Origin!.IsPullRequest)
        {
            CheckDraft draft = new(run.RunId, CheckTexts.NameOf(run), HeadOf(run), CheckState.Pending, "At work", $"Run `{run.RunId}`.", []);
            await PutAsync(run, draft, cancellation);
        }
    }

    internal async Task EndedAsync(RunRecord run, CancellationToken cancellation)
    {
        if (run.Origin!.IsPullRequest)
        {
            await CheckAsync(run, HeadOf(run), cancellation);
        }

        if (run.Commit is { } result)
        {
            await CheckAsync(run, result, cancellation);
        }

        await comments.EndedAsync(run, cancellation);
    }

    /// <summary>After everybody was told: the merge, or the review of what is not merged yet.</summary>
    /// <returns>What follows of itself, and where.</returns>
    internal async Task<IReadOnlyList<(Conversation Where, WorkOrder Next)>> FollowAsync(RunRecord run, CancellationToken cancellation)
    {
        if ((run.PullRequest?.Number ?? (run.Origin!.Task == RunTask.Review ? run.Origin.Number : null)) is not { } number)
        {
            return [];
        }

        try
        {
            bool isMerged = (await merging.JudgeAsync(Repository(run), number, cancellation)).Acted;
            return isMerged ? [] : FollowUps.OfOpened(run, (await repositories.SettingsAsync(Repository(run), cancellation)).ReviewWhen) is { } review ? [review] : [];
        }
        catch (InvalidConfigException)
        {
            // Settings that cannot be followed ask for nothing; the next run says what is wrong with them.
            return [];
        }
    }

    private static RepositoryName Repository(RunRecord run) => Conversation.Of(run)!.Name;

    /// <summary>The pull request's newest commit when the run began.</summary>
    private static string HeadOf(RunRecord run) => run.Start?.Replaces ?? run.Start?.Parents[0] ?? run.BaseCommit;

    private async Task CheckAsync(RunRecord run, string commit, CancellationToken cancellation)
    {
        Redactor redactor = await redactors.OfAsync(run.RunId, cancellation);
        await PutAsync(run, CheckTexts.Of(run, commit, redactor), cancellation);
    }

    private async Task PutAsync(RunRecord run, CheckDraft draft, CancellationToken cancellation)
    {
        await audit.CheckReportedAsync(run, Repository(run).Value, draft.Commit, draft.State, cancellation);
        await repositories.Remote.PutCheckAsync(Repository(run), draft, cancellation);
    }
}
