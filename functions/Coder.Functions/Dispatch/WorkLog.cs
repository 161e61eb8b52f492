using System.Globalization;
using Coder.Runs.Storage;

namespace Coder.Functions.Dispatch;

/// <summary>The orders and rounds of each conversation, in numbered write-once places: two that take a place at once get two.</summary>
public sealed class WorkLog(DocumentStore documents)
{
    private const string Order = "order";
    private const string Round = "slot";
    private const string Refusal = "refusal";
    private static readonly string[] ToldKey = ["told"];

    internal Task<IReadOnlyList<WorkOrder>> OrdersAsync(Conversation conversation, CancellationToken cancellation) => ListAsync<WorkOrder>(conversation, Order, cancellation);

    internal Task<IReadOnlyList<WorkSlot>> RoundsAsync(Conversation conversation, CancellationToken cancellation) => ListAsync<WorkSlot>(conversation, Round, cancellation);

    /// <summary>Adds an order, unless its event has one. Returns its place.</summary>
    internal async Task<int> AddAsync(Conversation conversation, WorkOrder wanted, CancellationToken cancellation)
    {
        for (int place = 0; ; place++)
        {
            if ((await documents.AddOrGetAsync(Partition(conversation), Key(Order, place), wanted, cancellation)).EventId == wanted.EventId)
            {
                return place;
            }
        }
    }

    /// <summary>Takes a round's place; somebody else may have been faster.</summary>
    /// <returns>What has the place.</returns>
    internal Task<WorkSlot> TakeAsync(Conversation conversation, int place, WorkSlot wanted, CancellationToken cancellation) =>
        documents.AddOrGetAsync(Partition(conversation), Key(Round, place), wanted, cancellation);

    /// <summary>Why a round has no run: known when it was taken, or when its run was to be stored. Null: it has one, or will have.</summary>
    internal async Task<string?> RefusalAsync(Conversation conversation, int place, WorkSlot round, CancellationToken cancellation) =>
        round.Refusal ?? (await documents.FindAsync<RefusalDocument>(Partition(conversation), Key(Refusal, place), cancellation))?.Why;

    internal Task RefuseAsync(Conversation conversation, int place, string why, CancellationToken cancellation) =>
        documents.AddOrGetAsync(Partition(conversation), Key(Refusal, place), new RefusalDocument(why), cancellation);

    /// <summary>Whether people were told of a run's end, all of it.</summary>
    internal async Task<bool> IsToldAsync(string runId, CancellationToken cancellation) => await documents.FindAsync<ToldDocument>(runId, ToldKey, cancellation) is not null;

    internal Task SetToldAsync(string runId, CancellationToken cancellation) => documents.AddOrGetAsync(runId, ToldKey, new ToldDocument(true), cancellation);

    /// <summary>Settles that a round has no run any more, so that none is made for it again. May be repeated.</summary>
    /// <returns>False: people were not told of the run's end yet, and nothing was settled.</returns>
    internal async Task<bool> ForgetRunAsync(Conversation conversation, string runId, CancellationToken cancellation)
    {
        IReadOnlyList<WorkSlot> rounds = await RoundsAsync(conversation, cancellation);
        for (int place = 0; place < rounds.Count; place++)
        {
            if (rounds[place].RunId != runId || await RefusalAsync(conversation, place, rounds[place], cancellation) is not null)
            {
                continue;
            }

            if (!await IsToldAsync(runId, cancellation))
            {
                return false;
            }

            await RefuseAsync(conversation, place, "its run was deleted", cancellation);
        }

        return true;
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(Conversation conversation, string kind, CancellationToken cancellation)
        where T : class
    {
        List<T> all = [];
        while (await documents.FindAsync<T>(Partition(conversation), Key(kind, all.Count), cancellation) is { } one)
        {
            all.Add(one);
        }

        return all;
    }

    private static string Partition(Conversation conversation) => $"work {conversation.Key}";

    private static string[] Key(string kind, int place) => [kind, place.ToString("d3", CultureInfo.InvariantCulture)];

    private sealed record RefusalDocument(string Why);

    private sealed record ToldDocument(bool IsTold);
}
