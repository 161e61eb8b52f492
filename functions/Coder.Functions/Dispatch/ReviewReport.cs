using Coder.Contracts;
using Coder.Forge;
using Coder.Forge.Checks;
using Coder.Forge.Comments;
using Coder.Functions.Ending;
using Coder.Functions.Runs;
using Coder.Redaction;
using Coder.Runs.Records;
using Coder.Runs.Redaction;
using Coder.Workspaces.Policy;

namespace Coder.Functions.Dispatch;

/// <summary>What a run that only reads says: a review with comments at lines, or the answer to a question.</summary>
public sealed class ReviewReport(RunRepositories repositories, StatusComments comments, RunArtifacts artifacts, RunRedactors redactors, RunAudit audit)
{
    internal async Task BegunAsync(RunRecord run, CancellationToken cancellation)
    {
        if (run is { Origin.Task: RunTask.Review, Start: { } start })
        {
            await CheckAsync(run, new CheckDraft(run.RunId, DispatchRules.ReviewCheck, start.Commit, CheckState.Pending, "At work", $"Run `{run.RunId}`.", []), cancellation);
        }
    }

    internal async Task EndedAsync(RunRecord run, CancellationToken cancellation)
    {
        if (run is not { Status: RunStatus.Succeeded, Start: not null })
        {
            await comments.EndedAsync(run, cancellation);
            if (run is { Origin.Task: RunTask.Review, Start: { } begun })
            {
                await CheckAsync(run, new CheckDraft(run.RunId, DispatchRules.ReviewCheck, begun.Commit, CheckState.NotRun, StatusText.Of(run.Status), $"Run `{run.RunId}`.", []), cancellation);
            }

            return;
        }

        // Before it is taken apart: half a secret is not known any more.
        Redactor redactor = await redactors.OfAsync(run.RunId, cancellation);
        ReviewText review = ReviewText.Parse(redactor.Redact(run.Output ?? ""));
        if (run.Origin!.Task == RunTask.Explain)
        {
            await audit.AnsweredAsync(run, cancellation);
            await repositories.Remote.PutCommentAsync(Repository(run), run.Origin.Number, new CommentDraft($"answer/{run.RunId}", $"{review.Text}\n\nRun `{run.RunId}`."), cancellation);
            return;
        }

        string patch = await artifacts.PatchAsync(run.RunId, cancellation) ?? "";
        await audit.ReviewedAsync(run, cancellation);
        await repositories.Remote.PutReviewAsync(Repository(run), run.Origin.Number, ReviewDrafts.Review(run, review, PatchLines.Shown(patch)), cancellation);
        await CheckAsync(run, ReviewDrafts.Check(run, review), cancellation);
    }

    private async Task CheckAsync(RunRecord run, CheckDraft draft, CancellationToken cancellation)
    {
        await audit.CheckReportedAsync(run, Repository(run).Value, draft.Commit, draft.State, cancellation);
        await repositories.Remote.PutCheckAsync(Repository(run), draft, cancellation);
    }

    private static RepositoryName Repository(RunRecord run) => Conversation.Of(run)!.Name;
}
