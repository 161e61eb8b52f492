using Coder.Embedded.Store;

namespace Coder.CrashSweep;

/// <param name="Points">Commit points to kill at, sampled over all kinds of runs; <see cref="int.MaxValue"/>: every point, before and after.</param>
/// <param name="Kills">Kills at random moments.</param>
/// <param name="Point">This one point only; null: as the others say.</param>
/// <param name="Side">With <paramref name="Point"/>.</param>
/// <param name="Seed">Of the samples and the random moments.</param>
/// <param name="Lanes">Homes that are swept at a time.</param>
/// <param name="Patience">All runs have to be over so long after a restart.</param>
/// <param name="TimeMax">After so long no further home is begun.</param>
/// <param name="LosesTurn">Takes the last committed turn away after every kill: the sweep has to notice.</param>
internal sealed record SweepOptions(int Points, int Kills, int? Point, CommitSide Side, int Seed, int Lanes, TimeSpan Patience, TimeSpan TimeMax, bool LosesTurn);
