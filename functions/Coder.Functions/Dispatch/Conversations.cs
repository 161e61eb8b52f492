using System.Collections.Concurrent;
using Coder.Forge;
using Coder.Runs.Records;
using Coder.Workspaces.Sessions;
using Microsoft.Extensions.Logging;

namespace Coder.Functions.Dispatch;

/// <summary>
/// What is asked for at issues and pull requests, done one round after the other: while a run works, orders wait; when it is over and told, the next run takes
/// along all that waits. Every step may be repeated, by whoever comes first: an event, the run's end, the minute's sweep.
/// </summary>
public sealed partial class Conversations(
    WorkLog log, OpenConversations open, WorkRuns runs, WorkRounds rounds, RunReport report, StatusComments comments, NewWork newWork, ILogger<Conversations> logger)
{
    // One host per home, so a lock of the process is enough.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    /// <summary>Has something done: at once, or after what is being done.</summary>
    internal async Task<WorkStart> AskAsync(Conversation conversation, WorkOrder order, CancellationToken cancellation)
    {
        (WorkStart start, IReadOnlyList<Conversation> others) = await AloneAsync(conversation, () => TakeAsync(conversation, order, cancellation), cancellation);
        await AdvanceAllAsync(others, cancellation);
        return start;
    }

    /// <summary>Ends the run that is at work, and drops what waits for its end.</summary>
    /// <returns>The run; null: none is at work.</returns>
    internal Task<string?> CancelAsync(Conversation conversation, string why, CancellationToken cancellation) => AloneAsync(
        conversation,
        async () =>
        {
            if (await rounds.ActiveAsync(conversation, cancellation) is not { } active)
            {
                return null;
            }

            await runs.CancelAsync(active, cancellation);
            IReadOnlyList<WorkSlot> before = await log.RoundsAsync(conversation, cancellation);
            IReadOnlyList<WorkOrder> orders = await log.OrdersAsync(conversation, cancellation);
            int[] waiting = [.. WorkQueue.Waiting(orders, before)];
            if (waiting.Length > 0)
            {
                await comments.RefusedAsync(conversation, [.. waiting.Select(place => orders[place])], why, cancellation);
                await log.TakeAsync(conversation, before.Count, new WorkSlot("", RunTask.Change, waiting, false, why), cancellation);
            }

            newWork.Announce();
            return active.RunId;
        },
        cancellation);

    /// <summary>Says that a run is at work. Nothing depends on it: its end is told however this goes.</summary>
    public async Task BegunAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Conversation.Of(run) is { } conversation)
        {
            await TryAsync(conversation, () => AloneAsync(conversation, () => BeginAsync(run, cancellation), cancellation));
        }
    }

    /// <summary>Tells of a run's end and begins what waited for it. What the forge does not take now is made up for by the sweep.</summary>
    public async Task EndedAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Conversation.Of(run) is { } conversation)
        {
            await TryAsync(conversation, () => AdvanceAllAsync([conversation], cancellation));
        }
    }

    /// <summary>Looks at every conversation that something is left to do in.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        foreach (Conversation conversation in await open.ListAsync(cancellation))
        {
            await TryAsync(conversation, () => AdvanceAllAsync([conversation], cancellation));
        }
    }

    private async Task<bool> BeginAsync(RunRecord run, CancellationToken cancellation)
    {
        await report.BegunAsync(run, cancellation);
        return true;
    }

    private async Task<(WorkStart, IReadOnlyList<Conversation>)> TakeAsync(Conversation conversation, WorkOrder order, CancellationToken cancellation)
    {
        bool isKnown = (await log.OrdersAsync(conversation, cancellation)).Any(earlier => earlier.EventId == order.EventId);
        if (!isKnown && !conversation.IsPullRequest && await rounds.ActiveAsync(conversation, cancellation) is { } active)
        {
            // Its result is a branch of its own, which nothing can wait for.
            string busy = $"the run `{active.RunId}` is at work on it";
            await comments.RefusedAsync(conversation, [order], busy, cancellation);
            return (new WorkStart(null, false, busy), []);
        }

        await open.OpenAsync(conversation, cancellation);
        int place = await log.AddAsync(conversation, order, cancellation);
        IReadOnlyList<Conversation> others = await rounds.AdvanceAsync(conversation, cancellation);
        IReadOnlyList<WorkSlot> taken = await log.RoundsAsync(conversation, cancellation);
        int round = taken.ToList().FindIndex(one => one.Orders.Contains(place));
        if (round >= 0)
        {
            string? why = await log.RefusalAsync(conversation, round, taken[round], cancellation);
            return (why is null ? new WorkStart(taken[round].RunId, false, null) : new WorkStart(null, false, why), others);
        }

        RunRecord? before = await rounds.ActiveAsync(conversation, cancellation);
        if (before is not null)
        {
            await TryAsync(conversation, () => comments.WaitingAsync(before, cancellation));
        }

        return (new WorkStart(before?.RunId, true, null), others);
    }

    private async Task AdvanceAllAsync(IReadOnlyList<Conversation> conversations, CancellationToken cancellation)
    {
        for (Queue<Conversation> left = new(conversations); left.TryDequeue(out Conversation? next);)
        {
            foreach (Conversation other in await AloneAsync(next, () => rounds.AdvanceAsync(next, cancellation), cancellation))
            {
                left.Enqueue(other);
            }
        }
    }

    private async Task<T> AloneAsync<T>(Conversation conversation, Func<Task<T>> work, CancellationToken cancellation)
    {
        SemaphoreSlim gate = _gates.GetOrAdd(conversation.Key, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task TryAsync(Conversation conversation, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is WorkspaceException || ForgeFailures.IsOne(e))
        {
            LogNotTaken(e, conversation.Repository, conversation.Number);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Repository}#{Number}: the forge did not take what was to be told; the sweep tries again")]
    private partial void LogNotTaken(Exception error, string repository, int number);
}
