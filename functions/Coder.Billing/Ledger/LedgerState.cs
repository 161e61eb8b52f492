using System.Collections.Immutable;

namespace Coder.Billing.Ledger;

/// <summary>The ledger of one customer account as of its last posting.</summary>
public sealed record LedgerState
{
    public static LedgerState Empty { get; } = new();

    /// <summary>Number of the last posting; 0: none yet.</summary>
    public long Sequence { get; init; }

    /// <summary>Name of the plan; null: none.</summary>
    public string? Plan { get; init; }

    /// <summary>Micro-credits that may be lent beyond the grants; 0: none.</summary>
    public long OverageMax { get; init; }

    /// <summary>Micro-credits by account; absent: 0.</summary>
    public ImmutableDictionary<string, long> Balances { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>In the order in which they are spent.</summary>
    public ImmutableArray<CreditGrant> Grants { get; init; } = [];

    /// <summary>By run.</summary>
    public ImmutableDictionary<string, RunHold> Holds { get; init; } = ImmutableDictionary<string, RunHold>.Empty;

    public long Balance(string account) => Balances.GetValueOrDefault(account);

    /// <summary>Micro-credits of the grants that can be held at that time.</summary>
    public long Available(DateTimeOffset at) => Grants.Where(grant => !grant.IsExpired(at)).Sum(grant => Balance(grant.Account));

    /// <summary>Micro-credits that may still be lent.</summary>
    public long OverageLeft => Math.Max(0, OverageMax + Balance(LedgerAccount.Overage));

    /// <summary>Micro-credits lent that runs hold: not used yet, so not to be billed.</summary>
    public long OverageHeld => HeldOf(LedgerAccount.Overage);

    /// <summary>Micro-credits lent and used that are not billed, in whole units.</summary>
    public long Billable(long unit)
    {
        long used = -Balance(LedgerAccount.Overage) - OverageHeld;
        return used - (used % Math.Max(1, unit));
    }

    /// <summary>The grant of a source, or null.</summary>
    public CreditGrant? Grant(string source) => Grants.FirstOrDefault(grant => grant.Source == source);

    /// <summary>Micro-credits that runs hold of an account.</summary>
    public long HeldOf(string account) => Holds.Values.Sum(hold => hold.Slices.Where(slice => slice.From == account).Sum(slice => slice.MicroCredits));
}
