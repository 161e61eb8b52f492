using System.Globalization;
using System.Text;
using Coder.Contracts;
using Coder.Forge;
using Coder.Forge.Comments;
using Coder.Forge.Conversation;
using Coder.Functions.Runs;
using Coder.Redaction;
using Coder.Runs.Records;
using Coder.Runs.Redaction;

namespace Coder.Functions.Dispatch;

/// <summary>What we say at an issue or pull request: one comment, edited in place.</summary>
public sealed class StatusComments(RunRepositories repositories, RunRedactors redactors, RunAudit audit)
{
    private const string Key = "status";

    /// <summary>Of what only reads: it does not wait for what changes, so that neither may write over the other's word.</summary>
    private const string ReadingKey = "reading";
    private const int ErrorCharactersMax = 4_000;

    private const string Help = """
        What can be asked for, by people with write permission:

        - on an issue: the repository's label (usually `coder`), or `/coder implement` with what matters in particular
        - on a pull request: `/coder fix` with what is to be done; a review does the same on pull requests of ours
        - on a pull request: `/coder rebase` brings its branch up to date with the one that it is for
        - on a pull request, of a fork too: `/coder review`, and `/coder explain` with a question
        - on both: `/coder cancel`, `/coder help`

        What comes while a run is at work is done when it is over, all together.
        """;

    internal Task HelpAsync(RepositoryName repository, int number, CancellationToken cancellation) => PutAsync(repository, number, Key, Help, cancellation);

    /// <summary>Says that something is not done, to all who asked for it.</summary>
    internal async Task RefusedAsync(Conversation conversation, IReadOnlyList<WorkOrder> orders, string why, CancellationToken cancellation)
    {
        if (orders.All(order => order is { IsAutomatic: true, Task: RunTask.Review }))
        {
            // Nobody waits for it.
            return;
        }

        await PutAsync(conversation.Name, conversation.Number, KeyOf(conversation), $"Nothing was begun: {why.TrimEnd('.')}.", cancellation);
        foreach (RunReaction reaction in orders.SelectMany(order => order.Reactions).Distinct())
        {
            await repositories.Remote.ReactAsync(
                conversation.Name, new ReactionTarget(Enum.Parse<ReactionSubject>(reaction.Subject), reaction.Id), Reaction.ThumbsDown, cancellation);
        }
    }

    /// <summary>Says that a run is at work.</summary>
    internal Task BegunAsync(RunRecord run, CancellationToken cancellation) => PutAsync(run, $"⏳ At work: run `{run.RunId}`.", cancellation);

    /// <summary>Says that something is done after a run.</summary>
    internal Task WaitingAsync(RunRecord active, CancellationToken cancellation) =>
        PutAsync(active, $"⏳ At work: run `{active.RunId}`. What came since is done when it is over, all together.", cancellation);

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
        Conversation conversation = Conversation.Of(run)!;
        await PutAsync(conversation.Name, conversation.Number, KeyOf(conversation), redactor.Redact(text), cancellation);
    }

    private static string KeyOf(Conversation conversation) => conversation.IsReading ? ReadingKey : Key;

    private async Task PutAsync(RepositoryName repository, int number, string key, string text, CancellationToken cancellation)
    {
        await audit.CommentedAsync(repository, number, cancellation);
        await repositories.Remote.PutCommentAsync(repository, number, new CommentDraft(key, text), cancellation);
    }
}
