using System.Globalization;
using System.Text;
using Coder.Contracts;
using Coder.Forge;
using Coder.Forge.Checks;
using Coder.Forge.Conversation;
using Coder.Functions.Runs;
using Coder.Redaction;
using Coder.Runs.Records;
using Coder.Runs.Redaction;

namespace Coder.Functions.Dispatch;

/// <summary>Tells those who asked for a run at a forge how it stands. Every step may be repeated: what is there already is brought up to date.</summary>
public sealed class RunReport(RunRepositories repositories, StatusComments comments, WorkStarter starter, Merging merging, RunRedactors redactors, RunAudit audit)
{
    private const string BranchMoved = "branch_moved";
    private const int FailuresMax = 20;

    /// <summary>Forges take 65 535.</summary>
    private const int SummaryCharactersMax = 60_000;

    public async Task BegunAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run is not { Remote: { } remote, Origin: { } origin })
        {
            return;
        }

        await comments.BegunAsync(run, cancellation);
        if (origin.IsPullRequest)
        {
            await audit.CheckReportedAsync(run, remote.Repository, run.BaseCommit, CheckState.Pending, cancellation);
            await repositories.Remote.PutCheckAsync(
                new RepositoryName(remote.Repository), new CheckDraft(run.RunId, NameOf(run), run.BaseCommit, CheckState.Pending, "At work", $"Run `{run.RunId}`.", []), cancellation);
        }
    }

    public async Task EndedAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run is not { Remote: { } remote, Origin: { } origin })
        {
            return;
        }

        RepositoryName repository = new(remote.Repository);
        ReactionTarget target = new(Enum.Parse<ReactionSubject>(origin.ReactionSubject), origin.ReactionId);
        if (origin.IsPullRequest)
        {
            await CheckAsync(run, repository, run.BaseCommit, cancellation);
        }

        if (run.Commit is { } result)
        {
            await CheckAsync(run, repository, result, cancellation);
        }

        await comments.EndedAsync(run, cancellation);
        if (run.ErrorCode == BranchMoved && await StartAgainAsync(run, repository, target, cancellation))
        {
            return;
        }

        await repositories.Remote.ReactAsync(repository, target, run.Status == RunStatus.Succeeded ? Reaction.Rocket : Reaction.ThumbsDown, cancellation);
        if (run.PullRequest is { } pull)
        {
            await merging.JudgeAsync(repository, pull.Number, cancellation);
        }
    }

    /// <summary>Does the work once more on the branch as it is now, gates and all: what others pushed stays, and the result continues it.</summary>
    private async Task<bool> StartAgainAsync(RunRecord run, RepositoryName repository, ReactionTarget target, CancellationToken cancellation)
    {
        WorkOrder order = new(run.Origin!.Number, run.Origin.IsPullRequest, run.Request.Prompt, run.Origin.Branch, target) { Credit = run.Origin.Credit, IsAutomatic = true };
        return (await starter.StartAsync(repository, $"moved/{run.RunId}", order, cancellation)).RunId is not null;
    }

    private async Task CheckAsync(RunRecord run, RepositoryName repository, string commit, CancellationToken cancellation)
    {
        Redactor redactor = await redactors.OfAsync(run.RunId, cancellation);
        // Of a run that changed something, the commit that it began with is judged no further.
        CheckState state = commit != (run.Commit ?? run.BaseCommit) ? CheckState.NotRun
            : run.Status is RunStatus.Canceled ? CheckState.NotRun
            : run.Status == RunStatus.Succeeded && run.Gates.Any(gate => gate.State == "passed") && run.Gates.All(gate => gate.State != "failed") ? CheckState.Passed
            : CheckState.Failed;
        CheckDraft draft = new(run.RunId, NameOf(run), commit, state, StatusText.Of(run.Status), Cut(redactor.Redact(Summary(run))), [.. Findings(run, redactor)]);
        await audit.CheckReportedAsync(run, repository.Value, commit, state, cancellation);
        await repositories.Remote.PutCheckAsync(repository, draft, cancellation);
    }

    private static string Cut(string text) => text.Length <= SummaryCharactersMax ? text : text[..SummaryCharactersMax];

    private static string NameOf(RunRecord run) => $"{DispatchRules.CheckPrefix}{run.Agent}";

    private static string Summary(RunRecord run)
    {
        StringBuilder text = new($"Run `{run.RunId}`.\n\n");
        foreach (GateView gate in run.Gates)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {gate.Gate}: {gate.State} – {gate.Reason}\n");
            gate.Failures.Take(FailuresMax).ToList().ForEach(failure => text.Append("  - ").Append(failure).Append('\n'));
        }

        return text.ToString();
    }

    private static IEnumerable<CheckFinding> Findings(RunRecord run, Redactor redactor) => run.PolicyFindings
        .Where(finding => finding.Path.Length > 0)
        .Select(finding => new CheckFinding(finding.Path, finding.Line ?? 1, finding.Line ?? 1, redactor.Redact(finding.Message)));
}
