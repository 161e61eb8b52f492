using System.Collections.Concurrent;
using Azure;
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
    WorkLog log, OpenConversations open, WorkRuns runs, RunReport report, StatusComments comments, NewWork newWork, TimeProvider time, ILogger<Conversations> logger)
{
    /// <summary>A forge that has not taken an end for so long is told no more.</summary>
    private static readonly TimeSpan TellingMax = TimeSpan.FromDays(3);

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
            if (await ActiveAsync(conversation, cancellation) is not { } active)
            {
                return null;
            }

            await runs.CancelAsync(active, cancellation);
            IReadOnlyList<WorkSlot> rounds = await log.RoundsAsync(conversation, cancellation);
            HashSet<int> taken = [.. rounds.SelectMany(round => round.Orders)];
            int[] waiting = [.. Enumerable.Range(0, (await log.OrdersAsync(conversation, cancellation)).Count).Where(place => !taken.Contains(place))];
            if (waiting.Length > 0)
            {
                await log.TakeAsync(conversation, rounds.Count, new WorkSlot("", RunTask.Change, waiting, false, why), cancellation);
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
        if (!isKnown && !conversation.IsPullRequest && await ActiveAsync(conversation, cancellation) is { } active)
        {
            // Its result is a branch of its own, which nothing can wait for.
            string busy = $"the run `{active.RunId}` is at work on it";
            await comments.RefusedAsync(conversation, [order], busy, cancellation);
            return (new WorkStart(null, false, busy), []);
        }

        await open.OpenAsync(conversation, cancellation);
        int place = await log.AddAsync(conversation, order, cancellation);
        IReadOnlyList<Conversation> others = await AdvanceAsync(conversation, cancellation);
        IReadOnlyList<WorkSlot> rounds = await log.RoundsAsync(conversation, cancellation);
        int round = rounds.ToList().FindIndex(one => one.Orders.Contains(place));
        if (round >= 0)
        {
            string? why = await log.RefusalAsync(conversation, round, rounds[round], cancellation);
            return (why is null ? new WorkStart(rounds[round].RunId, false, null) : new WorkStart(null, false, why), others);
        }

        RunRecord? before = await ActiveAsync(conversation, cancellation);
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
            foreach (Conversation other in await AloneAsync(next, () => AdvanceAsync(next, cancellation), cancellation))
            {
                left.Enqueue(other);
            }
        }
    }

    /// <summary>Does what there is to do now.</summary>
    /// <returns>Other conversations that something came up in.</returns>
    private async Task<IReadOnlyList<Conversation>> AdvanceAsync(Conversation conversation, CancellationToken cancellation)
    {
        List<Conversation> others = [];
        while (true)
        {
            ETag? seen = await open.FindAsync(conversation, cancellation);
            IReadOnlyList<WorkSlot> rounds = await log.RoundsAsync(conversation, cancellation);
            if (rounds.Count > 0 && await IsAtWorkAsync(conversation, rounds, others, cancellation))
            {
                return others;
            }

            IReadOnlyList<WorkOrder> orders = await log.OrdersAsync(conversation, cancellation);
            if (WorkQueue.Next(orders, rounds) is not { } batch)
            {
                if (seen is { } row)
                {
                    await open.CloseAsync(conversation, row, cancellation);
                }

                return others;
            }

            if (batch.Refusal is { } why)
            {
                await comments.RefusedAsync(conversation, [.. batch.Orders.Select(order => orders[order])], why, cancellation);
            }

            WorkSlot next = new(batch.Refusal is null ? RunKey.NewId(time.GetUtcNow()) : "", batch.Task, batch.Orders, batch.IsAutomatic, batch.Refusal);
            await log.TakeAsync(conversation, rounds.Count, next, cancellation);
        }
    }

    /// <summary>Looks at the newest round that has a run: begins it, waits for it, or tells of its end. Rounds that were refused have none.</summary>
    private async Task<bool> IsAtWorkAsync(Conversation conversation, IReadOnlyList<WorkSlot> rounds, List<Conversation> others, CancellationToken cancellation)
    {
        for (int place = rounds.Count - 1; place >= 0; place--)
        {
            if (await log.RefusalAsync(conversation, place, rounds[place], cancellation) is null)
            {
                return await IsAtWorkAsync(conversation, place, rounds[place], others, cancellation);
            }
        }

        return false;
    }

    private async Task<bool> IsAtWorkAsync(Conversation conversation, int place, WorkSlot round, List<Conversation> others, CancellationToken cancellation)
    {
        if (await runs.FindAsync(round, cancellation) is not { } run)
        {
            IReadOnlyList<WorkOrder> all = await log.OrdersAsync(conversation, cancellation);
            WorkOrder[] orders = [.. round.Orders.Select(order => all[order])];
            if (await runs.KeepAsync(conversation, round, orders, cancellation) is { } why)
            {
                await comments.RefusedAsync(conversation, orders, why, cancellation);
                await log.RefuseAsync(conversation, place, why, cancellation);
                return false;
            }

            newWork.Announce();
            return true;
        }

        if (run.CompletedAt is not { } completed)
        {
            return true;
        }

        if (!await log.IsToldAsync(run.RunId, cancellation))
        {
            if (time.GetUtcNow() - completed < TellingMax)
            {
                await TellAsync(conversation, run, others, cancellation);
            }

            await log.SetToldAsync(run.RunId, cancellation);
        }

        return false;
    }

    private async Task TellAsync(Conversation conversation, RunRecord run, List<Conversation> others, CancellationToken cancellation)
    {
        foreach ((Conversation where, WorkOrder next) in await report.EndedAsync(run, cancellation))
        {
            await open.OpenAsync(where, cancellation);
            await log.AddAsync(where, next, cancellation);
            if (where != conversation)
            {
                others.Add(where);
            }
        }
    }

    private async Task<RunRecord?> ActiveAsync(Conversation conversation, CancellationToken cancellation)
    {
        foreach (WorkSlot round in (await log.RoundsAsync(conversation, cancellation)).Reverse())
        {
            if (round.RunId.Length > 0 && await runs.FindAsync(round, cancellation) is { } run)
            {
                return run.CompletedAt is null ? run : null;
            }
        }

        return null;
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
