namespace Coder.CrashSweep.Driving;

/// <summary>A commit of the enumerating run.</summary>
/// <param name="Number">From 1, through all kinds.</param>
/// <param name="Kind">The run that made it; null: the start of a host on a new home.</param>
/// <param name="Commit">From 1, of that run.</param>
internal sealed record Point(int Number, RunKind? Kind, int Commit)
{
    internal string Name => $"{Kind?.Name ?? "Start"} {Commit}";
}
