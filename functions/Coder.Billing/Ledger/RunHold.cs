using System.Collections.Immutable;

namespace Coder.Billing.Ledger;

/// <summary>What a run has reserved and not used yet.</summary>
/// <param name="Slices">In the order in which they are settled; one an account.</param>
public sealed record RunHold(string Run, ImmutableArray<HoldSlice> Slices)
{
    public long MicroCredits => Slices.Sum(slice => slice.MicroCredits);

    internal RunHold Add(string from, long microCredits)
    {
        int index = Slices.IndexOf(Slices.FirstOrDefault(slice => slice.From == from)!);
        return index < 0
            ? this with { Slices = Slices.Add(new HoldSlice(from, microCredits)) }
            : this with { Slices = Slices.SetItem(index, new HoldSlice(from, Slices[index].MicroCredits + microCredits)) };
    }

    /// <summary>Takes from the front; of what was taken, the second number was lent.</summary>
    internal (RunHold Left, long Lent) Take(long microCredits)
    {
        ImmutableArray<HoldSlice>.Builder rest = ImmutableArray.CreateBuilder<HoldSlice>(Slices.Length);
        long lent = 0;
        foreach (HoldSlice slice in Slices)
        {
            long taken = Math.Min(slice.MicroCredits, microCredits);
            microCredits -= taken;
            lent += slice.From == LedgerAccount.Overage ? taken : 0;
            if (taken < slice.MicroCredits)
            {
                rest.Add(slice with { MicroCredits = slice.MicroCredits - taken });
            }
        }

        return (this with { Slices = rest.ToImmutable() }, lent);
    }
}
