using Coder.Accounts;
using Coder.Audit;
using Coder.Forge;
using Coder.Forge.Checks;
using Coder.Redaction;
using Coder.Runs.Approvals;
using Coder.Runs.Records;
using Coder.Runs.Redaction;

namespace Coder.Functions.Runs;

/// <summary>What the audit trail is told of runs. Every call may be repeated.</summary>
public sealed class RunAudit(AuditTrail trail, RunRedactors redactors)
{
    /// <summary>A question of a run is decided, by a person or its deadline.</summary>
    public async Task DecidedAsync(RunRecord run, ApprovalRecord decided, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(decided);
        Redactor redactor = await redactors.OfAsync(run.RunId, cancellation);
        string actor = decided.AnsweredWithKey is { } key ? AuditActors.Key(key) : decided.State == ApprovalStates.Answered ? $"api/{decided.AnsweredBy}" : AuditActors.Platform;
        await AppendAsync(run, $"approval/{decided.ApprovalId}", AuditActions.ApprovalDecided, actor, cancellation, new(StringComparer.Ordinal)
        {
            ["approval"] = decided.ApprovalId,
            ["kind"] = decided.Kind,
            ["state"] = decided.State,
            // As the answer says it: only the key was checked.
            ["by"] = redactor.Redact(decided.AnsweredBy ?? ""),
            // What was typed freely may be anything; which option was taken is the decision.
            ["answer"] = decided.Options.Contains(decided.Answer ?? "") ? redactor.Redact(decided.Answer!) : "",
        });
    }

    /// <summary>The run's change was written to the repository.</summary>
    public Task BranchPublishedAsync(RunRecord run, string branch, string commit, CancellationToken cancellation) => AppendAsync(
        run, "branch", AuditActions.BranchPublished, AuditActors.Platform, cancellation, new(StringComparer.Ordinal) { ["repository"] = RepositoryOf(run), ["branch"] = branch, ["commit"] = commit });

    public Task PullRequestPublishedAsync(RunRecord run, int number, CancellationToken cancellation) => AppendAsync(
        run, "pull_request", AuditActions.PullRequestPublished, AuditActors.Platform, cancellation, new(StringComparer.Ordinal) { ["repository"] = RepositoryOf(run), ["number"] = $"{number}" });

    public Task CheckReportedAsync(RunRecord run, string repository, string commit, CheckState state, CancellationToken cancellation) => AppendAsync(
        run,
        $"check/{commit}/{state}",
        AuditActions.CheckReported,
        AuditActors.Platform,
        cancellation,
        new(StringComparer.Ordinal) { ["repository"] = repository, ["commit"] = commit, ["state"] = $"{state}" });

    /// <summary>Our one comment at an issue or pull request; told once, however often it is edited.</summary>
    public Task CommentedAsync(RepositoryName repository, int number, CancellationToken cancellation) =>
        AtForgeAsync(repository, $"comment/{number}", AuditActions.CommentWritten, number, [], cancellation);

    /// <summary>A comment of its own, with the answer to a question.</summary>
    public Task AnsweredAsync(RunRecord run, CancellationToken cancellation) => AppendAsync(
        run, "answer", AuditActions.CommentWritten, AuditActors.Platform, cancellation, new(StringComparer.Ordinal) { ["repository"] = RepositoryOf(run), ["number"] = $"{run.Origin!.Number}" });

    public Task ReviewedAsync(RunRecord run, CancellationToken cancellation) => AppendAsync(
        run, "review", AuditActions.ReviewWritten, AuditActors.Platform, cancellation, new(StringComparer.Ordinal) { ["repository"] = RepositoryOf(run), ["number"] = $"{run.Origin!.Number}" });

    public Task MergedAsync(RepositoryName repository, int number, string commit, CancellationToken cancellation) =>
        AtForgeAsync(repository, $"merge/{number}/{commit}", AuditActions.PullRequestMerged, number, new(StringComparer.Ordinal) { ["commit"] = commit }, cancellation);

    /// <summary>Somebody has a run removed that is over. Told before it is done, and once.</summary>
    /// <param name="key">Id of the API key that asks for it.</param>
    public Task PurgedAsync(RunRecord run, string key, CancellationToken cancellation) =>
        AppendAsync(run, "deleted", AuditActions.RunDeleted, AuditActors.Key(key), cancellation, new(StringComparer.Ordinal) { ["status"] = run.Status.ToString() });

    private static string RepositoryOf(RunRecord run) => run.Remote?.Repository ?? "local";

    /// <summary>What is asked for at a forge belongs to the host's own account, as its runs do.</summary>
    private Task AtForgeAsync(RepositoryName repository, string what, string action, int number, Dictionary<string, string> details, CancellationToken cancellation) => trail.AppendAsync(
        new AuditEntry(AccountId.Local.Value, $"forge/{repository.Value}/{what}", action, AuditActors.Platform, $"repository/{repository.Value}#{number}") { Details = details },
        cancellation);

    private Task AppendAsync(RunRecord run, string what, string action, string actor, CancellationToken cancellation, Dictionary<string, string> details) =>
        trail.AppendAsync(new AuditEntry(run.Account, $"run/{run.RunId}/{what}", action, actor, $"run/{run.RunId}") { Details = details, Project = run.Project }, cancellation);
}
