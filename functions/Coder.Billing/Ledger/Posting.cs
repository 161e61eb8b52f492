using System.Collections.Immutable;

namespace Coder.Billing.Ledger;

/// <summary>One entry of a ledger, never changed: the transfers of an operation, and the answer to it and all its repeats.</summary>
/// <param name="Sequence">1, 2, 3, … without gaps.</param>
/// <param name="Id">Made by the caller; the same operation has the same id however often it is tried.</param>
/// <param name="Subject">The run or the grant's source; null for the whole account.</param>
/// <param name="MicroCredits">What was moved in all; of a settlement, the receipt.</param>
/// <param name="Shortfall">Micro-credits that were asked for and not there: of a settlement beyond its hold, of a refund of credits that are spent.</param>
/// <param name="Lent">Micro-credits of <paramref name="MicroCredits"/> that the plan's overage paid for.</param>
/// <param name="Available">Micro-credits of the grants after it.</param>
/// <param name="Held">Micro-credits held after it.</param>
public sealed record Posting(
    long Sequence,
    string Id,
    PostingKind Kind,
    string? Subject,
    DateTimeOffset At,
    ImmutableArray<Transfer> Transfers,
    long MicroCredits,
    long Shortfall,
    long Lent,
    long Available,
    long Held);
