namespace Coder.CrashSweep.Judging;

/// <summary>Judges what was observed; it knows nothing of processes and files.</summary>
internal static class Verdict
{
    /// <param name="lives">The hosts of one home, in order; all but the last were killed.</param>
    /// <param name="runs">The runs that were started there.</param>
    internal static IReadOnlyList<Finding> Of(IReadOnlyList<Life> lives, IReadOnlyList<RunEnd> runs) =>
        [.. runs.Select(Judge).OfType<Finding>(), .. lives.SelectMany(Twice), .. lives.Zip(lives.Skip(1)).SelectMany(pair => Lost(pair.First, pair.Second)), .. Again(lives)];

    private static Finding? Judge(RunEnd run) => run switch
    {
        { IsKnown: false } => new Finding(FindingKind.LostRun, $"{run.Run} was acknowledged and is not there."),
        { End: null } => new Finding(FindingKind.StuckRun, $"{run.Run} has not ended {run.SecondsAfterRestart:0} s after the last restart."),
        _ when run.End != run.Expected => new Finding(FindingKind.WrongEnd, $"{run.Run} ended otherwise than expected.\n  expected {run.Expected}\n  ended    {run.End}"),
        _ => null,
    };

    private static IEnumerable<Finding> Twice(Life life) => life.Entries
        .GroupBy(entry => entry)
        .Where(same => same.Count() > 1)
        .Select(same => new Finding(FindingKind.RepeatedInOneLife, $"{same.Key.Kind} {same.Key.Key} was seen {same.Count()} times from one host."));

    private static IEnumerable<Finding> Lost(Life earlier, Life later) => earlier.Results.Except(later.Results)
        .Concat(earlier.Turns.Except(later.Turns))
        .Select(key => new Finding(FindingKind.LostResult, $"{key} was committed at a kill and is not there at the next."));

    private static IEnumerable<Finding> Again(IReadOnlyList<Life> lives)
    {
        for (int i = 1; i < lives.Count; i++)
        {
            Life dead = lives[i - 1];
            foreach (Entry entry in lives[i].Entries.Distinct())
            {
                if (entry.Kind == EntryKind.Turn ? dead.Turns.Contains(entry.Key) : dead.Results.Contains(entry.Key))
                {
                    yield return entry.Kind == EntryKind.Turn
                        ? new Finding(FindingKind.RepeatedTurn, $"Turn {entry.Key} was committed before kill {i} and requested again after it.")
                        : new Finding(FindingKind.RepeatedResult, $"The result of {entry.Key} was committed before kill {i}; it was run again after it.");
                }
            }
        }
    }
}
