using Coder.CrashSweep.Driving;
using Coder.CrashSweep.Judging;

namespace Coder.CrashSweep;

/// <summary>Adds up the worlds that were swept, and prints.</summary>
internal sealed class Tally(PointCatalog catalog, TextWriter output)
{
    private readonly Lock _gate = new();
    private readonly List<Finding> _findings = [];
    private int _runs;
    private int _points;
    private int _pointsMissed;
    private int _randomKills;
    private int _results;
    private int _turns;
    private int _inFlight;
    private double _slowest;

    internal IReadOnlyList<Finding> Findings => _findings;

    internal void KillAtPoint(string line)
    {
        lock (_gate)
        {
            _points++;
            output.WriteLine(line);
        }
    }

    internal void KillAtRandom(int kills, string line)
    {
        lock (_gate)
        {
            _randomKills += kills;
            output.WriteLine(line);
        }
    }

    /// <summary>The point's commit did not come in any try.</summary>
    internal void MissPoint(Point point)
    {
        lock (_gate)
        {
            _pointsMissed++;
            output.WriteLine($"{point.Number} of {catalog.Points.Count}  {point.Name}: this commit did not come");
        }
    }

    /// <summary>A world could not be swept to its end.</summary>
    internal void Fail(Exception error)
    {
        lock (_gate)
        {
            Finding finding = new(FindingKind.Refused, error.Message);
            _findings.Add(finding);
            output.WriteLine($"FOUND {finding.Kind}: {error}");
        }
    }

    /// <summary>Judges a world whose last host is dead.</summary>
    /// <param name="again">The options that repeat it.</param>
    internal void Add(World world, string again)
    {
        List<RunEnd> runs = [.. world.Plans.Select(plan => plan.Judged(catalog.Ends))];
        IReadOnlyList<Finding> findings = Verdict.Of(world.Lives, runs);
        lock (_gate)
        {
            _findings.AddRange(findings);
            _runs += runs.Count;
            _slowest = runs.Select(run => run.SecondsAfterRestart).Append(_slowest).Max();
            Life last = world.Lives[^1];
            _results += last.Results.Count;
            _turns += last.Turns.Count;
            _inFlight += world.Lives.SelectMany(life => life.Entries).Where(entry => entry.Kind == EntryKind.Turn).CountBy(entry => entry.Key).Count(turn => turn.Value > 1);
            foreach (Finding finding in findings)
            {
                output.WriteLine($"FOUND {finding.Kind}: {Named(finding.Text, world.Plans)}\n  again with {again}");
            }
        }
    }

    internal void Summarize(TimeSpan took)
    {
        output.WriteLine();
        output.WriteLine($"kills   {_points} of {2 * catalog.Points.Count} at commit points ({_pointsMissed} not reached), {_randomKills} at random; {_runs} runs, {took.TotalSeconds:0} s");
        output.WriteLine($"runs    {Count(FindingKind.LostRun)} lost, {Count(FindingKind.StuckRun)} stuck, {Count(FindingKind.WrongEnd)} with another end; the slowest was over {_slowest:0.0} s after the restart");
        output.WriteLine($"results {_results} of activities committed: {Count(FindingKind.LostResult)} lost, {Count(FindingKind.RepeatedResult)} run again");
        output.WriteLine($"turns   {_turns} of models committed: {Count(FindingKind.RepeatedTurn)} requested again; {_inFlight} in flight at a kill, {Count(FindingKind.RepeatedInOneLife)} repeated more than once");
        output.WriteLine(_findings.Count == 0 ? "OK" : $"{_findings.Count} FINDINGS");
    }

    private int Count(FindingKind kind) => _findings.Count(finding => finding.Kind == kind);

    /// <summary>A finding about a turn names its run by id only.</summary>
    private static string Named(string text, IEnumerable<Plan> plans) =>
        plans.FirstOrDefault(plan => plan.RunId is { } run && text.Contains(run, StringComparison.Ordinal)) is { } plan ? $"{plan.Id}: {text}" : text;
}
