using Azure;
using Coder.Runs.Records;

namespace Coder.Functions.Dispatch;

/// <summary>The doer of a conversation's rounds: begins the next, tells of the end of the last. For one caller at a time a conversation.</summary>
public sealed class WorkRounds(WorkLog log, OpenConversations open, WorkRuns runs, RunReport report, StatusComments comments, NewWork newWork, TimeProvider time)
{
    /// <summary>A forge that has not taken an end for so long is told no more.</summary>
    private static readonly TimeSpan TellingMax = TimeSpan.FromDays(3);

    /// <summary>Does what there is to do now.</summary>
    /// <returns>Other conversations that something came up in.</returns>
    internal async Task<IReadOnlyList<Conversation>> AdvanceAsync(Conversation conversation, CancellationToken cancellation)
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

    /// <summary>The run that is at work; null: none is.</summary>
    internal async Task<RunRecord?> ActiveAsync(Conversation conversation, CancellationToken cancellation)
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
}
