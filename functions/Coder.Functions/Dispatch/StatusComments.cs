using System.Globalization;
using System.Text;
using Coder.Contracts;
using Coder.Forge;
using Coder.Forge.Comments;
using Coder.Functions.Runs;
using Coder.Redaction;
using Coder.Runs.Records;
using Coder.Runs.Redaction;

namespace Coder.Functions.Dispatch;

/// <summary>What we say at an issue or pull request: one comment, edited in place.</summary>
public sealed class StatusComments(RunRepositories repositories, RunRedactors redactors, RunAudit audit)
{
    private const string Key = "status";
    private const int ErrorCharactersMax = 4_000;

    private const string Help = """
        What can be asked for, by people with write permission:

        - on an issue: the repository's label (usually `coder`), or `/coder implement` with what matters in particular
        - on a pull request: `/coder fix` with what is to be done; a review does the same on pull requests of ours
        - on both: `/coder cancel`, `/coder help`
        """;

    internal Task HelpAsync(RepositoryName repository, int number, CancellationToken cancellation) => PutAsync(repository, number, Help, cancellation);

    internal Task RefusedAsync(RepositoryName repository, int number, string why, CancellationToken cancellation) =>
        PutAsync(repository, number, $"Nothing was begun: {why}.", cancellation);

    /// <summary>Says that a run is at work.</summary>
    internal Task BegunAsync(RunRecord run, CancellationToken cancellation) => PutAsync(run, $"⏳ At work: run `{run.RunId}`.", cancellation);

    /// <summary>Says what became of a run.</summary>
    internal async Task EndedAsync(RunRecord run, CancellationToken cancellation)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{(run.Status == RunStatus.Succeeded ? "✅" : "❌")} Run `{run.RunId}`: {StatusText.Of(run.Status)}.");
        if (run.PullRequest is { } pull && run.Origin!.IsPullRequest)
        {
            text.Append(CultureInfo.InvariantCulture, $" The result is commit {run.Commit}.");
        }
        else if (run.PullRequest is { } opened)
        {
            text.Append(CultureInfo.InvariantCulture, $" The result is pull request #{opened.Number}.");
        }
        else if (run.Status == RunStatus.Succeeded)
        {
            text.Append(" Nothing had to be changed.");
        }

        if (run.Error is { } unsafeError)
        {
            // Before it is cut: half a secret is not known any more.
            // And text that came from outside must not end the block that it is shown in.
            string error = (await redactors.OfAsync(run.RunId, cancellation)).Redact(unsafeError).Replace("```", "'''", StringComparison.Ordinal);
            text.Append("\n\n```text\n").Append(error.Length <= ErrorCharactersMax ? error : error[..ErrorCharactersMax]).Append("\n```");
        }

        await PutAsync(run, text.ToString(), cancellation);
    }

    private async Task PutAsync(RunRecord run, string text, CancellationToken cancellation)
    {
        Redactor redactor = await redactors.OfAsync(run.RunId, cancellation);
        await PutAsync(new RepositoryName(run.Remote!.Repository), run.Origin!.Number, redactor.Redact(text), cancellation);
    }

    private async Task PutAsync(RepositoryName repository, int number, string text, CancellationToken cancellation)
    {
        await audit.CommentedAsync(repository, number, cancellation);
        await repositories.Remote.PutCommentAsync(repository, number, new CommentDraft(Key, text), cancellation);
    }
}
