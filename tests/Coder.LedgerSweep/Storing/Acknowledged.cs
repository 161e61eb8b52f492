using System.Globalization;

namespace Coder.LedgerSweep.Storing;

/// <summary>A posting that a worker was told of: whatever happens later, it is there.</summary>
internal sealed record Acknowledged(int Lane, int Index, string Account, string Id, long Sequence, long MicroCredits)
{
    private const string Word = "posted";

    internal static Acknowledged? Parse(string line) => line.Split(' ') is [Word, var lane, var index, var account, var id, var sequence, var amount]
        ? new Acknowledged((int)Number(lane), (int)Number(index), account, id, Number(sequence), Number(amount))
        : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Word} {Lane} {Index} {Account} {Id} {Sequence} {MicroCredits}");

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
