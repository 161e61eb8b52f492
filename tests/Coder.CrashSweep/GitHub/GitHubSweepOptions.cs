namespace Coder.CrashSweep.GitHub;

/// <param name="Effects">Points at effects, sampled; <see cref="int.MaxValue"/>: all.</param>
/// <param name="Commits">Points at commits, sampled; <see cref="int.MaxValue"/>: all.</param>
/// <param name="At">Points whose text begins so, all of them and nothing else; null: as the others say.</param>
/// <param name="Seed">Of the samples.</param>
/// <param name="Lanes">Homes that are swept at a time.</param>
/// <param name="Patience">An issue has to be done with so long after it was labeled.</param>
internal sealed record GitHubSweepOptions(int Effects, int Commits, string? At, int Seed, int Lanes, TimeSpan Patience);
