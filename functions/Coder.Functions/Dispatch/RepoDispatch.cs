using Coder.Accounts;
using Coder.Contracts;
using Coder.Forge;
using Coder.Forge.Conversation;
using Coder.Forge.Events;
using Coder.Functions.Runs;
using Coder.Runs.Records;
using Coder.Runs.Storage;

namespace Coder.Functions.Dispatch;

/// <summary>Does what events at a forge ask for. Runs are stored here and begun by the sweep that follows every event.</summary>
public sealed class RepoDispatch(RunRepositories repositories, WorkSlots slots, RunIntake intake, RunStore runs, StatusComments comments, Merging merging, NewWork newWork, TimeProvider time) : IRepoEventHandler
{
    /// <summary>Runs that nobody asked for by name, for one pull request.</summary>
    internal const int AutomaticRunsMax = 3;

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
            Intent.Labeled issue => await StartAsync(e, asked, new Work(WorkPrompts.Implement(issue.Title, issue.Body, ""), null), cancellation),
            Intent.Implement issue => await StartAsync(e, asked, new Work(WorkPrompts.Implement(issue.Title, issue.Body, issue.Text), null), cancellation),
            Intent.Fix fix => await FixAsync(e, asked, pull => WorkPrompts.Fix(pull, fix.Text), cancellation),
            Intent.Reviewed reviewed => await ReviewedAsync(e, reviewed, cancellation),
            Intent.Cancel => await CancelAsync(e, asked, cancellation),
            _ => await HelpAsync(e, asked, cancellation),
        };
    }

    private async Task<EventOutcome> FixAsync(RepoEvent e, Intent.Asked asked, Func<RepoPullRequest, string> prompt, CancellationToken cancellation) =>
        await repositories.Remote.FindStateAsync(e.Repository!.Value, asked.Number, cancellation) switch
        {
            { State: "open", IsFromFork: false } pull => await StartAsync(e, asked, new Work(prompt(pull), pull.HeadBranch), cancellation),
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
            : await StartAsync(e, reviewed, new Work(WorkPrompts.Review(pull, reviewed.Review, said), pull.HeadBranch) { IsAutomatic = true }, cancellation);
    }

    private async Task<EventOutcome> MendAsync(RepoEvent e, int number, RepoCheck check, CancellationToken cancellation)
    {
        if (await OwnAsync(e.Repository!.Value, number, cancellation) is not { } pull || pull.HeadCommit != check.Commit)
        {
            return EventOutcome.Ignored($"#{number} is no open pull request of ours with that commit");
        }

        Intent.Asked asked = new Intent.Fix(number, "", pull.Author!, new ReactionTarget(ReactionSubject.Issue, number));
        return await StartAsync(e, asked, new Work(WorkPrompts.Check(pull, check), pull.HeadBranch) { IsAutomatic = true }, cancellation);
    }

    private async Task<RepoPullRequest?> OwnAsync(RepositoryName repository, int number, CancellationToken cancellation) =>
        await repositories.Remote.FindStateAsync(repository, number, cancellation) is { State: "open", IsFromFork: false } pull
        && pull.Author?.Login == await repositories.Remote.GetAccountAsync(cancellation) ? pull : null;

    private async Task<EventOutcome> StartAsync(RepoEvent e, Intent.Asked asked, Work work, CancellationToken cancellation)
    {
        RepositoryName repository = e.Repository!.Value;
        // One event may be about several pull requests.
        string eventId = $"{e.Id}/{asked.Number}";
        IReadOnlyList<WorkSlot> earlier = await slots.ListAsync(repository, asked.Number, cancellation);
        WorkSlot? own = earlier.FirstOrDefault(slot => slot.EventId == eventId);
        if (own is null)
        {
            if (earlier.Count > 0 && await runs.FindAsync(KeyOf(earlier[^1]), cancellation) is { CompletedAt: null } active)
            {
                return await RefuseAsync(e, asked, $"the run `{active.RunId}` is at work on it", cancellation);
            }

            if (work.IsAutomatic && earlier.Count(slot => slot.IsAutomatic) >= AutomaticRunsMax)
            {
                return await RefuseAsync(e, asked, $"{AutomaticRunsMax} rounds were made already. Write `/coder fix` with what is to be done for another one", cancellation);
            }

            if (earlier.Count >= WorkSlots.SlotsMax)
            {
                return await RefuseAsync(e, asked, $"{WorkSlots.SlotsMax} runs were made for it already", cancellation);
            }

            own = await slots.TakeAsync(repository, asked.Number, new WorkSlot(eventId, RunKey.NewId(time.GetUtcNow()), work.IsAutomatic), cancellation);
        }

        RunRequest request = new()
        {
            Prompt = work.Prompt,
            Repository = new RepositoryReference { Github = repository.Value, Ref = work.Branch },
            // The pull request is where people decide.
            AutoApprove = true,
        };
        RunOrigin origin = new()
        {
            Number = asked.Number, IsPullRequest = asked.IsPullRequest, Branch = work.Branch, ReactionSubject = asked.Target.Subject.ToString(), ReactionId = asked.Target.Id,
            Credit = asked.Asker.IsBot ? null : repositories.Remote.CreditOf(asked.Asker),
        };
        try
        {
            await intake.KeepAsync(KeyOf(own), request, origin, cancellation);
            newWork.Announce();
        }
        catch (Exception refusal) when (Api.ApiProblems.IsRefusal(refusal))
        {
            return await RefuseAsync(e, asked, refusal.Message, cancellation);
        }

        return EventOutcome.Did($"run {own.RunId} for #{asked.Number}");
    }

    private async Task<EventOutcome> CancelAsync(RepoEvent e, Intent.Asked asked, CancellationToken cancellation)
    {
        IReadOnlyList<WorkSlot> all = await slots.ListAsync(e.Repository!.Value, asked.Number, cancellation);
        if (all.Count == 0 || await runs.FindAsync(KeyOf(all[^1]), cancellation) is not { CompletedAt: null } active)
        {
            return await RefuseAsync(e, asked, "no run is at work on it", cancellation);
        }

        await runs.UpdateAsync(active.Key, run => RunTransitions.IsFinal(run.Status) ? run : run with { Control = RunControl.Cancel }, cancellation);
        newWork.Announce();
        await repositories.Remote.ReactAsync(e.Repository.Value, asked.Target, Reaction.Rocket, cancellation);
        return EventOutcome.Did($"canceled run {active.RunId}");
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

    private static RunKey KeyOf(WorkSlot slot) => new(AccountId.Local.Value, slot.RunId);

    /// <param name="Branch">Continued by the result; null: the default branch, with a branch for the result.</param>
    private sealed record Work(string Prompt, string? Branch)
    {
        internal bool IsAutomatic { get; init; }
    }
}
