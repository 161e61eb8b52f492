using Coder.Accounts;
using Coder.Contracts;
using Coder.Forge;
using Coder.Functions.Api;
using Coder.Functions.Runs;
using Coder.Runs.Records;
using Coder.Runs.Storage;

namespace Coder.Functions.Dispatch;

/// <summary>Stores the runs of issues and pull requests: one for each event however often it is told, one at a time, within bounds.</summary>
public sealed class WorkStarter(WorkSlots slots, RunIntake intake, RunStore runs, NewWork newWork, TimeProvider time)
{
    /// <summary>Runs that nobody asked for by name, for one pull request.</summary>
    internal const int AutomaticRunsMax = 3;

    internal async Task<WorkStart> StartAsync(RepositoryName repository, string eventId, WorkOrder order, CancellationToken cancellation)
    {
        IReadOnlyList<WorkSlot> earlier = await slots.ListAsync(repository, order.Number, cancellation);
        WorkSlot? own = earlier.FirstOrDefault(slot => slot.EventId == eventId);
        if (own is null)
        {
            if (await RefusalAsync(order, earlier, cancellation) is { } why)
            {
                return new WorkStart(null, why);
            }

            own = await slots.TakeAsync(repository, order.Number, new WorkSlot(eventId, RunKey.NewId(time.GetUtcNow()), order.IsAutomatic), cancellation);
        }

        try
        {
            await intake.KeepAsync(KeyOf(own), RequestOf(repository, order), OriginOf(order), cancellation);
        }
        catch (Exception refusal) when (ApiProblems.IsRefusal(refusal))
        {
            return new WorkStart(null, refusal.Message);
        }

        newWork.Announce();
        return new WorkStart(own.RunId, null);
    }

    /// <summary>Cancels the run that is at work; null: there is none.</summary>
    internal async Task<string?> CancelAsync(RepositoryName repository, int number, CancellationToken cancellation)
    {
        if (await ActiveAsync(await slots.ListAsync(repository, number, cancellation), cancellation) is not { } active)
        {
            return null;
        }

        await runs.UpdateAsync(active.Key, run => RunTransitions.IsFinal(run.Status) ? run : run with { Control = RunControl.Cancel }, cancellation);
        newWork.Announce();
        return active.RunId;
    }

    private async Task<string?> RefusalAsync(WorkOrder order, IReadOnlyList<WorkSlot> earlier, CancellationToken cancellation) =>
        await ActiveAsync(earlier, cancellation) is { } active ? $"the run `{active.RunId}` is at work on it"
        : order.IsAutomatic && earlier.Count(slot => slot.IsAutomatic) >= AutomaticRunsMax
            ? $"{AutomaticRunsMax} rounds were made already. Write `/coder fix` with what is to be done for another one"
        : earlier.Count >= WorkSlots.SlotsMax ? $"{WorkSlots.SlotsMax} runs were made for it already"
        : null;

    private async Task<RunRecord?> ActiveAsync(IReadOnlyList<WorkSlot> slots, CancellationToken cancellation) =>
        slots.Count > 0 && await runs.FindAsync(KeyOf(slots[^1]), cancellation) is { CompletedAt: null } active ? active : null;

    private static RunRequest RequestOf(RepositoryName repository, WorkOrder order) => new()
    {
        Prompt = order.Prompt,
        Repository = new RepositoryReference { Github = repository.Value, Ref = order.Branch },
        // The pull request is where people decide.
        AutoApprove = true,
    };

    private static RunOrigin OriginOf(WorkOrder order) => new()
    {
        Number = order.Number, IsPullRequest = order.IsPullRequest, Branch = order.Branch, Credit = order.Credit,
        ReactionSubject = order.Target.Subject.ToString(), ReactionId = order.Target.Id,
    };

    private static RunKey KeyOf(WorkSlot slot) => new(AccountId.Local.Value, slot.RunId);
}
