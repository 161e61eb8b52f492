namespace Coder.CrashSweep.Judging;

/// <summary>How a run stood at last.</summary>
/// <param name="Run">Names it.</param>
/// <param name="Expected">How it ends when nobody kills anything.</param>
/// <param name="IsKnown">The host knows it; asked only of runs whose start was acknowledged.</param>
/// <param name="End">Null: it did not end in time.</param>
/// <param name="SecondsAfterRestart">From the last start of a host to the run's end.</param>
internal sealed record RunEnd(string Run, string Expected, bool IsKnown, string? End, double SecondsAfterRestart);
