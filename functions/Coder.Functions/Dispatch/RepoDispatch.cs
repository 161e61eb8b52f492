using Coder.Forge;
using Coder.Forge.Conversation;
using Coder.Forge.Events;
using Coder.Functions.Runs;

namespace Coder.Functions.Dispatch;

/// <summary>Does what events at a forge ask for. Runs are stored here and begun by the sweep that follows every event.</summary>
public sealed class RepoDispatch(RunRepositories repositories, WorkStarter starter, StatusComments comments, Merging merging) : IRepoEventHandler
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

        if (asked is not Intent.Reviewed)
        {
            await repositories.Remote.ReactAsync(repository, asked.Target, Reaction.Eyes, cancellation);
        }

        return asked switch
        {
            Intent.Labeled issue => await StartAsync(e, asked, WorkPrompts.Implement(issue.Title, issue.Body, ""), null, false, cancellation),
            Intent.Implement issue => await StartAsync(e, asked, WorkPrompts.Implement(issue.Title, issue.Body, issue.Text), null, false, cancellation),
            Intent.Fix fix => await FixAsync(e, asked, pull => WorkPrompts.Fix(pull, fix.Text), cancellation),
            Intent.Reviewed reviewed => await ReviewedAsync(e, reviewed, cancellation),
            Intent.Cancel => await CancelAsync(e, asked, cancellation),
            _ => await HelpAsync(e, asked, cancellation),
        };
    }

    private async Task<EventOutcome> FixAsync(RepoEvent e, Intent.Asked asked, Func<RepoPullRequest, string> prompt, CancellationToken cancellation) =>
        await repositories.Remote.FindStateAsync(e.Repository!.Value, asked.Number, cancellation) switch
        {
            { State: "open", IsFromFork: false } pull => await StartAsync(e, asked, prompt(pull), pull.HeadBranch, false, cancellation),
            { State: "open" } => await RefuseAsync(e, asked, "its branch is in a fork, where nothing is pushed to", cancellation),
            _ => await RefuseAsync(e, asked, "it is not open", cancellation),
        };

    /// <summary>What is said at lines belongs to the review that it came with: one run, one push.</summary>
    private async Task<EventOutcome> ReviewedAsync(RepoEvent e, Intent.Reviewed reviewed, CancellationToken cancellation)
    {
        RepositoryName repository = e.Repository!.Value;
        if (await OwnAsync(repository, reviewed.Number, cancellation) is not { } pull)
        {
            return EventOutcome.Ignored($"#{reviewed.Number} is no open pull request of ours");
        }

        RepoComment[] said =
        [
            .. (await repositories.Remote.ListLineCommentsAsync(repository, reviewed.Number, cancellation))
                .Where(comment => comment.ReviewId == reviewed.Review.Id && SlashCommand.Parse(comment.Body) is null),
        ];
        return reviewed.Review.Body.Length == 0 && said.Length == 0
            ? EventOutcome.Ignored("the review says nothing")
            : await StartAsync(e, reviewed, WorkPrompts.Review(pull, reviewed.Review, said), pull.HeadBranch, true, cancellation);
    }

    private async Task<EventOutcome> MendAsync(RepoEvent e, int number, RepoCheck check, CancellationToken cancellation)
    {
        if (await OwnAsync(e.Repository!.Value, number, cancellation) is not { } pull || pull.HeadCommit != check.Commit)
        {
            return EventOutcome.Ignored($"#{number} is no open pull request of ours with that commit");
        }

        Intent.Asked asked = new Intent.Fix(number, "", pull.Author!, new ReactionTarget(ReactionSubject.Issue, number));
        return await StartAsync(e, asked, WorkPrompts.Check(pull, check), pull.HeadBranch, true, cancellation);
    }

    private async Task<RepoPullRequest?> OwnAsync(RepositoryName repository, int number, CancellationToken cancellation) =>
        await repositories.Remote.FindStateAsync(repository, number, cancellation) is { State: "open", IsFromFork: false } pull
        && pull.Author?.Login == await repositories.Remote.GetAccountAsync(cancellation) ? pull : null;

    private async Task<EventOutcome> StartAsync(RepoEvent e, Intent.Asked asked, string prompt, string? branch, bool isAutomatic, CancellationToken cancellation)
    {
        WorkOrder order = new(asked.Number, asked.IsPullRequest, prompt, branch, asked.Target)
        {
            IsAutomatic = isAutomatic, Credit = asked.Asker.IsBot ? null : repositories.Remote.CreditOf(asked.Asker),
        };
        // One event may be about several pull requests.
        WorkStart start = await starter.StartAsync(e.Repository!.Value, $"{e.Id}/{asked.Number}", order, cancellation);
        return start.Refusal is { } why ? await RefuseAsync(e, asked, why, cancellation) : EventOutcome.Did($"run {start.RunId} for #{asked.Number}");
    }

    private async Task<EventOutcome> CancelAsync(RepoEvent e, Intent.Asked asked, CancellationToken cancellation)
    {
        if (await starter.CancelAsync(e.Repository!.Value, asked.Number, cancellation) is not { } run)
        {
            return await RefuseAsync(e, asked, "no run is at work on it", cancellation);
        }

        await repositories.Remote.ReactAsync(e.Repository.Value, asked.Target, Reaction.Rocket, cancellation);
        return EventOutcome.Did($"canceled run {run}");
    }

    private async Task<EventOutcome> HelpAsync(RepoEvent e, Intent.Asked asked, CancellationToken cancellation)
    {
        await comments.HelpAsync(e.Repository!.Value, asked.Number, cancellation);
        await repositories.Remote.ReactAsync(e.Repository.Value, asked.Target, Reaction.Rocket, cancellation);
        return EventOutcome.Did("said what can be asked for");
    }

    private async Task<EventOutcome> RefuseAsync(RepoEvent e, Intent.Asked asked, string why, CancellationToken cancellation)
    {
        await comments.RefusedAsync(e.Repository!.Value, asked.Number, why, cancellation);
        await repositories.Remote.ReactAsync(e.Repository.Value, asked.Target, Reaction.ThumbsDown, cancellation);
        return EventOutcome.Ignored($"#{asked.Number}: {why}");
    }
}
