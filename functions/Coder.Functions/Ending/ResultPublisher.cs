using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Forge;
using Coder.Functions.Runs;
using Coder.Redaction;
using Coder.Runs.Records;
using Coder.Runs.Redaction;
using Coder.Runs.Storage;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Ending;

/// <summary>Puts a verified change on its branch in the user's repository and opens the pull request where that repository is. Repeated, it finds what it made.</summary>
public sealed class ResultPublisher(RunStore runs, RunRepositories repositories, RunRedactors redactors, RunJournal journal, RunAudit audit, RunLinks links)
{
    public async Task PublishAsync(RunRecord run, EndDocument end, string? plan, IWorkspaceSession workspace, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(end);
        ArgumentNullException.ThrowIfNull(workspace);
        WorkspaceDiff diff = await workspace.DiffAsync(cancellation);
        if (diff.Files.Count == 0)
        {
            await journal.WarnAsync(run.RunId, "no_change", "The agent changed no file: there is no branch and no pull request.", cancellation);
            return;
        }

        // Before anything is cut out of it: half a secret is not found.
        Redactor redactor = await redactors.OfAsync(run.RunId, cancellation);
        RunRecord shown = run with
        {
            Request = run.Request with { Prompt = redactor.Redact(run.Request.Prompt) }, Gates = [.. run.Gates.Select(gate => gate.Redacted(redactor))],
        };
        plan = redactor.RedactOrNull(plan);
        end = end with { Output = redactor.Redact(end.Output), Error = redactor.RedactOrNull(end.Error), Unverified = redactor.RedactOrNull(end.Unverified) };
        string branch = run.Origin?.Branch ?? ResultText.Branch(shown);
        // In a mirror, branches of the other side's names would stand for what they were at some time.
        string commit = await workspace.PublishBranchAsync(run.Remote is null ? branch : $"runs/{run.RunId}", ResultText.CommitMessage(shown), await repositories.AuthorAsync(run, cancellation), cancellation);
        await repositories.PushAsync(run, commit, branch, cancellation);
        await audit.BranchPublishedAsync(run, branch, commit, cancellation);
        await journal.RunAsync(
            run.RunId, RunEventTypes.BranchPublished, "branch", new JsonObject { ["branch"] = branch, ["commit"] = commit, ["files"] = diff.Files.Count }, cancellation);

        PullRequestDraft draft = new(
            branch, run.Remote?.Branch ?? run.BaseCommit, ResultText.Title(shown), redactor.Redact(ResultText.Body(shown, end, plan, links.Of(run.RunId), diff)), JsonSerializer.Serialize(shown.Gates, ApiJson.Options))
        {
            IsDraft = run.Remote is not null && end.Unverified is not null,
        };
        (IForge forge, RepositoryName name) = repositories.ForgeOf(run);
        PullRequest opened = run.Origin is { IsPullRequest: true } continued && await forge.FindPullRequestAsync(name, continued.Number, cancellation) is { } there
            ? there
            : await forge.PublishPullRequestAsync(name, draft, cancellation);
        if (run.Remote is not null && end.Unverified is null && await repositories.Remote.MarkReadyAsync(name, opened.Number, cancellation) is { } refusal)
        {
            await journal.WarnAsync(run.RunId, "still_a_draft", $"The gates have passed, but pull request #{opened.Number} stays a draft: {refusal}. Mark it ready for review yourself.", cancellation);
        }

        await audit.PullRequestPublishedAsync(run, opened.Number, cancellation);
        PullRequestView view = new(opened.Number, opened.Content.Title, opened.Url, opened.Content.Body);
        await journal.RunAsync(
            run.RunId,
            RunEventTypes.PullRequestOpened,
            "pull_request",
            new JsonObject { ["number"] = view.Number, ["title"] = view.Title, ["url"] = view.Url },
            cancellation);
        await runs.UpdateAsync(run.Key, r => r with { Branch = branch, Commit = commit, PullRequest = view }, cancellation);
    }
}
