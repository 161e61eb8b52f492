using Coder.Forge;
using Coder.Forge.Conversation;
using Coder.Forge.Events;
using Coder.Functions.Runs;
using Coder.Runs.Records;

namespace Coder.Functions.Dispatch;

/// <summary>Does what events at a forge ask for. Runs are stored here and begun by the sweep that follows every event.</summary>
public sealed class RepoDispatch(RunRepositories repositories, Conversations conversations, StatusComments comments, Merging merging) : IRepoEventHandler
{
    private const string DefaultLabel = "coder";

    /// <inheritdoc/>
    public async Task<EventOutcome> HandleAsync(RepoEvent repoEvent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repoEvent);
        switch (DispatchRules.Of(repoEvent))
        {
            case Intent.Nothing nothing:
                return EventOutcome.Ignored(nothing.Why);
            case Intent.Judge judge:
                return await ForEachAsync(judge.Numbers, number => merging.JudgeAsync(repoEvent.Repository!.Value, number, cancellationToken));
            case Intent.Failing failing:
                return await ForEachAsync(failing.Numbers, number => MendAsync(repoEvent, number, failing.Check, cancellationToken));
            case Intent.Status status:
                return await StatusAsync(repoEvent, status, cancellationToken);
            case Intent.Asked asked:
                return await AskAsync(repoEvent, asked, cancellationToken);
            default:
                throw new InvalidOperationException("Unknown intent.");
        }
    }

    private static async Task<EventOutcome> ForEachAsync(IReadOnlyList<int> numbers, Func<int, Task<EventOutcome>> work)
    {
        List<EventOutcome> outcomes = [];
        foreach (int number in numbers)
        {
            outcomes.Add(await work(number));
        }

        return new EventOutcome(outcomes.Any(outcome => outcome.Acted), string.Join("; ", outcomes.Select(outcome => outcome.Summary)));
    }

    private async Task<EventOutcome> StatusAsync(RepoEvent e, Intent.Status status, CancellationToken cancellation)
    {
        List<int> numbers = [];
        foreach (string branch in status.Branches)
        {
            if (await repositories.Remote.FindOpenAsync(e.Repository!.Value, branch, cancellation) is { } number)
            {
                numbers.Add(number);
            }
        }

        return numbers.Count == 0
            ? EventOutcome.Ignored("no open pull request has that branch")
            : await ForEachAsync(
                numbers,
                number => status.HasFailed ? MendAsync(e, number, status.Check, cancellation) : merging.JudgeAsync(e.Repository!.Value, number, cancellation));
    }

    private async Task<EventOutcome> AskAsync(RepoEvent e, Intent.Asked asked, CancellationToken cancellation)
    {
        RepositoryName repository = e.Repository!.Value;
        if (asked is Intent.Labeled labeled && labeled.Label != ((await repositories.SettingsAsync(repository, cancellation)).Label ?? DefaultLabel))
        {
            return EventOutcome.Ignored($"the label `{labeled.Label}` is not ours");
        }

        if (await repositories.Remote.GetPermissionAsync(repository, asked.Asker.Login, cancellation) < UserPermission.Write)
        {
            return EventOutcome.Ignored($"{asked.Asker.Login} has no write permission");
        }

        if (asked is Intent.Reviewed reviewed)
        {
            return await ReviewedAsync(e, reviewed, cancellation);
        }

        await repositories.Remote.ReactAsync(repository, asked.Target, Reaction.Eyes, cancellation);
        return asked switch
        {
            Intent.Labeled issue => await OrderAsync(e, asked, RunTask.Change, WorkPrompts.Implement(issue.Title, issue.Body, ""), cancellation),
            Intent.Implement issue => await OrderAsync(e, asked, RunTask.Change, WorkPrompts.Implement(issue.Title, issue.Body, issue.Text), cancellation),
            Intent.Fix fix => await OrderAsync(e, asked, RunTask.Change, fix.Text, cancellation),
            Intent.ReviewAsked review => await OrderAsync(e, asked, RunTask.Review, review.Text, cancellation),
            Intent.ExplainAsked explain => await OrderAsync(e, asked, RunTask.Explain, explain.Text, cancellation),
            Intent.RebaseAsked => await OrderAsync(e, asked, RunTask.Rebase, "", cancellation),
            Intent.Cancel => await CancelAsync(e, asked, cancellation),
            _ => await HelpAsync(e, asked, cancellation),
        };
    }

    /// <summary>What is said at lines belongs to the review that it came with: one run, one push.</summary>
    private async Task<EventOutcome> ReviewedAsync(RepoEvent e, Intent.Reviewed reviewed, CancellationToken cancellation)
    {
        RepositoryName repository = e.Repository!.Value;
        if (await OwnAsync(repository, reviewed.Number, cancellation) is null)
        {
            return EventOutcome.Ignored($"#{reviewed.Number} is no open pull request of ours");
        }

        RepoComment[] said =
        [
            .. (await repositories.Remote.ListLineCommentsAsync(repository, reviewed.Number, cancellation))
                .Where(comment => comment.ReviewId == reviewed.Review.Id && SlashCommand.Parse(comment.Body) is null),
        ];
        string text = WorkPrompts.Review(reviewed.Review, said);
        return text.Length == 0 || SlashCommand.Parse(reviewed.Review.Body) is not null
            ? EventOutcome.Ignored("the review says nothing to us")
            : await OrderAsync(e, reviewed, RunTask.Change, text, cancellation, isAutomatic: true);
    }

    private async Task<EventOutcome> MendAsync(RepoEvent e, int number, RepoCheck check, CancellationToken cancellation)
    {
        if (await OwnAsync(e.Repository!.Value, number, cancellation) is not { } pull || pull.HeadCommit != check.Commit)
        {
            return EventOutcome.Ignored($"#{number} is no open pull request of ours with that commit");
        }

        Intent.Asked asked = new Intent.Fix(number, "", pull.Author!, new ReactionTarget(ReactionSubject.Issue, number));
        return await OrderAsync(e, asked, RunTask.Change, WorkPrompts.Check(check), cancellation, isAutomatic: true);
    }

    private async Task<RepoPullRequest?> OwnAsync(RepositoryName repository, int number, CancellationToken cancellation) =>
        await repositories.Remote.FindStateAsync(repository, number, cancellation) is { State: "open", IsFromFork: false } pull
        && pull.Author?.Login == await repositories.Remote.GetAccountAsync(cancellation) ? pull : null;

    private async Task<EventOutcome> OrderAsync(RepoEvent e, Intent.Asked asked, RunTask task, string text, CancellationToken cancellation, bool isAutomatic = false)
    {
        // One event may be about several pull requests.
        WorkOrder order = new($"{e.Id}/{asked.Number}", task, text)
        {
            IsAutomatic = isAutomatic,
            Credits = asked.Asker.IsBot ? [] : [repositories.Remote.CreditOf(asked.Asker)],
            Reactions = [new RunReaction(asked.Target.Subject.ToString(), asked.Target.Id)],
        };
        WorkStart start = await conversations.AskAsync(Where(e, asked, task), order, cancellation);
        return start switch
        {
            { Refusal: { } why } => EventOutcome.Ignored($"#{asked.Number}: {why}"),
            { IsWaiting: true } => EventOutcome.Did($"#{asked.Number}: done after run {start.RunId}"),
            _ => EventOutcome.Did($"run {start.RunId} for #{asked.Number}"),
        };
    }

    private static Conversation Where(RepoEvent e, Intent.Asked asked, RunTask task) =>
        new(e.Repository!.Value.Value, asked.Number, asked.IsPullRequest, Conversation.IsReadingTask(task));

    private async Task<EventOutcome> CancelAsync(RepoEvent e, Intent.Asked asked, CancellationToken cancellation)
    {
        string why = $"{asked.Asker.Login} canceled it";
        string? run = await conversations.CancelAsync(Where(e, asked, RunTask.Change), why, cancellation)
            ?? await conversations.CancelAsync(Where(e, asked, RunTask.Review), why, cancellation);
        if (run is null)
        {
            WorkOrder refused = new(e.Id, RunTask.Change, "") { Reactions = [new RunReaction(asked.Target.Subject.ToString(), asked.Target.Id)] };
            await comments.RefusedAsync(Where(e, asked, RunTask.Change), [refused], "no run is at work on it", cancellation);
            return EventOutcome.Ignored($"#{asked.Number}: no run is at work on it");
        }

        await repositories.Remote.ReactAsync(e.Repository!.Value, asked.Target, Reaction.Rocket, cancellation);
        return EventOutcome.Did($"canceled run {run}");
    }

    private async Task<EventOutcome> HelpAsync(RepoEvent e, Intent.Asked asked, CancellationToken cancellation)
    {
        await comments.HelpAsync(e.Repository!.Value, asked.Number, cancellation);
        await repositories.Remote.ReactAsync(e.Repository.Value, asked.Target, Reaction.Rocket, cancellation);
        return EventOutcome.Did("said what can be asked for");
    }
}
