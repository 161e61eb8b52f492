namespace Coder.LedgerSweep;

/// <summary>A promise that was broken, and how to see it again.</summary>
internal sealed record Finding(int Seed, int Operation, string Message)
{
    public override string ToString() => $"FOUND seed {Seed}, operation {Operation}: {Message}";
}
