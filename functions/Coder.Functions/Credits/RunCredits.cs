using System.Text;
using Coder.Accounts;
using Coder.Agents.Chat;
using Coder.Agents.Chat.Turns;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Ledger;
using Coder.Billing.Prices;
using Coder.Billing.Usage;
using Coder.Functions.Api;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Runs.Turns;

namespace Coder.Functions.Credits;

/// <summary>
/// The credits of runs: reserved before each turn, settled after it, given back at the end. The account of an embedded host pays its models itself: it sees
/// the estimate and is not charged. Every step may be repeated.
/// </summary>
public sealed class RunCredits(LedgerStore ledger, RunStore runs, TurnStore turns, PriceTable prices, UsageStore usage, TimeProvider time)
{
    /// <summary>Of a turn that was not asked for.</summary>
    internal const string InsufficientCode = "insufficient_credits";

    /// <summary>Below that a turn is not worth asking for.</summary>
    private const int OutputTokensMin = 1_024;

    private const int OutputTokensFirst = 8_192;

    /// <summary>A hold of a run that has had no row for so long belongs to a request that died.</summary>
    private static readonly TimeSpan OrphanAge = TimeSpan.FromMinutes(10);

    /// <summary>Reserves the first turn of a run that is about to be stored.</summary>
    /// <exception cref="ApiException">402: the account has too few credits.</exception>
    public async Task OpenAsync(RunRecord run, ModelSpec? model, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!IsCharged(run.Account) || model is null)
        {
            return;
        }

        long microCredits = TurnCost.Max(prices, model, TurnCost.OverheadTokens + Encoding.UTF8.GetByteCount(run.Request.Prompt), OutputTokensFirst);
        LedgerOperation.Hold hold = new($"run/{run.RunId}/hold/0", run.RunId, microCredits);
        if (await HoldAsync(run.Account, hold, cancellation) is { } refused && (await ReleaseOrphansAsync(run.Account, cancellation) == 0 || await HoldAsync(run.Account, hold, cancellation) is not null))
        {
            throw refused.Code == LedgerRefusal.InsufficientCredits
                ? new ApiException(402, "insufficient_credits", $"The run needs {Credits(microCredits)} credits to begin; the account has {Credits(await AvailableAsync(run.Account, cancellation))}. Buy credits, or choose a cheaper model.")
                : new ApiException(429, "too_many_runs", refused.Message);
        }
    }

    /// <summary>Reserves what a turn can cost; with fewer credits, what a shorter answer can.</summary>
    /// <returns>The tokens that the answer may have; null: the credits do not suffice.</returns>
    public async Task<int?> ReserveAsync(RunRecord run, TurnKey turn, ModelSpec model, TurnRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(request);
        if (!IsCharged(run.Account))
        {
            return request.MaxOutputTokens;
        }

        long held = (await ledger.ReadAsync(run.Account, cancellation)).Holds.GetValueOrDefault(run.RunId)?.MicroCredits ?? 0;
        long input = TurnCost.InputTokensMax(request);
        for (int output = request.MaxOutputTokens; output >= OutputTokensMin; output /= 2)
        {
            long missing = TurnCost.Max(prices, model, input, output) - held;
            if (await HoldAsync(run.Account, new LedgerOperation.Hold($"run/{turn.Path}/hold/{output}", run.RunId, missing), cancellation) is null)
            {
                return output;
            }
        }

        return null;
    }

    /// <summary>Settles a committed turn, and counts it.</summary>
    public async Task SettleAsync(RunRecord run, TurnKey turn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        IReadOnlyList<TurnPrice> committed = await turns.PricesOfVisitAsync(turn.Scope, turn.Node, turn.Visit, cancellation);
        await SettleAsync(run, committed.Where(price => price.Path == turn.Path), cancellation);
    }

    /// <summary>The run is over: turns that an interruption left unsettled are settled, the rest of the hold goes back.</summary>
    public async Task CloseAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        await SettleAsync(run, await turns.PricesAsync(run.RunId, cancellation), cancellation);
        if (IsCharged(run.Account))
        {
            await ledger.PostAsync(run.Account, new LedgerOperation.Release(run.RunId), cancellation);
        }
    }

    private static bool IsCharged(string account) => account != AccountId.Local.Value;

    private static string Credits(long microCredits) => ((decimal)microCredits / PriceTable.MicroCreditsPerCredit).ToString("0.######", System.Globalization.CultureInfo.InvariantCulture);

    private Task SettleAsync(RunRecord run, IEnumerable<TurnPrice> committed, CancellationToken cancellation) =>
        Task.WhenAll(committed.Select(price => SettleAsync(run, price, cancellation)));

    private async Task SettleAsync(RunRecord run, TurnPrice price, CancellationToken cancellation)
    {
        string id = $"run/{price.Path}";
        (DateTimeOffset at, long microCredits) = (time.GetUtcNow(), price.MicroCredits);
        if (IsCharged(run.Account) && microCredits > 0)
        {
            LedgerDecision decision = await ledger.PostAsync(run.Account, new LedgerOperation.Settle(id, run.RunId, microCredits), cancellation);
            if (((decision as LedgerDecision.Posted)?.Posting ?? (decision as LedgerDecision.Repeated)?.Posting) is not { } posting)
            {
                // Nothing was held, so nothing is spent.
                return;
            }

            (at, microCredits) = (posting.At, posting.MicroCredits);
        }

        UsageEntry entry = new(id, at, run.Project, run.Agent, price.Model, price.InputTokens, price.CachedInputTokens, price.OutputTokens, microCredits);
        await usage.RecordAsync(run.Account, entry, cancellation);
    }

    /// <summary>Why not; null when it is held, or nothing is to be held.</summary>
    private async Task<LedgerDecision.Refused?> HoldAsync(string account, LedgerOperation.Hold hold, CancellationToken cancellation) =>
        hold.MicroCredits <= 0 ? null : await ledger.PostAsync(account, hold, cancellation) as LedgerDecision.Refused;

    private async Task<long> AvailableAsync(string account, CancellationToken cancellation) => (await ledger.ReadAsync(account, cancellation)).Available(time.GetUtcNow());

    /// <summary>A request that died between its hold and its run's row, and was not repeated, left a hold that no run will ever release.</summary>
    private async Task<int> ReleaseOrphansAsync(string account, CancellationToken cancellation)
    {
        int released = 0;
        foreach (string run in (await ledger.ReadAsync(account, cancellation)).Holds.Keys)
        {
            bool isOld = (await ledger.FindAsync(account, $"run/{run}/hold/0", cancellation))?.At < time.GetUtcNow() - OrphanAge;
            if (isOld && await runs.FindAsync(new RunKey(account, run), cancellation) is null)
            {
                await ledger.PostAsync(account, new LedgerOperation.Release(run), cancellation);
                released++;
            }
        }

        return released;
    }
}
