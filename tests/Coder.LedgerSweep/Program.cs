using System.CommandLine;
using System.Diagnostics;
using Coder.Billing.Ledger;
using Coder.LedgerSweep;
using Coder.LedgerSweep.Deciding;
using Coder.LedgerSweep.Settling;
using Coder.LedgerSweep.Storing;

if (WorkerArguments.Parse(args) is { } worker)
{
    await Worker.RunAsync(worker);
    return 0;
}

if (await SettlementProcess.TryRunAsync(args))
{
    return 0;
}

Option<int> seeds = new("--seeds") { Description = "Accounts that are simulated on the decider.", DefaultValueFactory = _ => 1_000 };
Option<int> seed = new("--seed") { Description = "The first of them.", DefaultValueFactory = _ => 1 };
Option<int> operations = new("--operations") { Description = "Of each account.", DefaultValueFactory = _ => 1_000 };
Option<int> stored = new("--stored") { Description = "Operations through the store.", DefaultValueFactory = _ => 50_000 };
Option<int> kills = new("--kills") { Description = "SIGKILLs during those.", DefaultValueFactory = _ => 40 };
Option<int> points = new("--points") { Description = "Sides of a settlement's commits at which its process is killed; 0: none.", DefaultValueFactory = _ => int.MaxValue };
Option<string?> fault = new("--fault") { Description = "Plant a fault into the decider: the sweep has to notice." };
fault.AcceptOnlyFromAmong([.. Faults.All.Keys]);
RootCommand command = new("Simulates the credits ledger and looks after every operation whether its invariants hold. Exit code 1: one does not.") { seeds, seed, operations, stored, kills, points, fault };
command.SetAction(async (parsed, _) =>
{
    long started = Stopwatch.GetTimestamp();
    Tally tally = new();
    Decide decide = parsed.GetValue(fault) is { } name ? Faults.All[name] : LedgerRules.Decide;
    List<Finding> findings = [.. DeciderSweep.Run(parsed.GetValue(seed), parsed.GetValue(seeds), parsed.GetValue(operations), decide, tally)];
    Console.WriteLine($"decider  {tally.Counts.Values.Sum()} operations over {parsed.GetValue(seeds)} seeds, {tally.Crashes} crashes, {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
    foreach ((string what, long count) in tally.Counts.OrderByDescending(pair => pair.Value))
    {
        Console.WriteLine($"         {count,9} {what}");
    }

    if (parsed.GetValue(stored) > 0)
    {
        started = Stopwatch.GetTimestamp();
        StoreSweep sweep = new(parsed.GetValue(seed), parsed.GetValue(stored), parsed.GetValue(kills));
        findings.AddRange(await sweep.RunAsync());
        Console.WriteLine($"store    {sweep.Answers} answers, {sweep.Acknowledgements} of them postings, {sweep.Kills} kills, {sweep.Conflicts} conflicts seen to the end, {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
    }

    if (parsed.GetValue(points) > 0)
    {
        started = Stopwatch.GetTimestamp();
        SettlementSweep sweep = new(parsed.GetValue(points));
        findings.AddRange(await sweep.RunAsync());
        Console.WriteLine($"settling {sweep.Kills} kills around {sweep.Commits} commits, {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
    }

    findings.ForEach(Console.WriteLine);
    return findings.Count == 0 ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();
