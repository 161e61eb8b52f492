using System.CommandLine;
using Coder.CrashSweep;
using Coder.CrashSweep.GitHub;
using Coder.CrashSweep.Hosting;
using Coder.CrashSweep.Recording;
using Coder.Embedded.Store;

if (HostArguments.Parse(args) is { } host)
{
    await SweptHost.RunAsync(host);
    return Environment.ExitCode;
}

if (GitHubHostArguments.Parse(args) is { } app)
{
    await GitHubHost.RunAsync(app);
    return Environment.ExitCode;
}

if (args is [Recorder.Word])
{
    await Recorder.RunAsync();
    return 0;
}

Option<bool> full = new("--full") { Description = "Every commit point before and after, and 500 random kills." };
Option<int> points = new("--points") { Description = "Commit points to kill at, sampled.", DefaultValueFactory = _ => 40 };
Option<int> kills = new("--kills") { Description = "Kills at random moments.", DefaultValueFactory = _ => 40 };
Option<int?> point = new("--point") { Description = "Kill at this commit point only." };
Option<CommitSide> side = new("--side") { Description = "With --point: before or after the commit." };
Option<int> seed = new("--seed") { Description = "Of the samples and the random moments.", DefaultValueFactory = _ => 1 };
Option<int> lanes = new("--lanes") { Description = "Homes that are swept at a time.", DefaultValueFactory = _ => Environment.ProcessorCount };
Option<double> patience = new("--patience") { Description = "Seconds after a restart within which all runs have to be over.", DefaultValueFactory = _ => 60 };
Option<double> minutes = new("--minutes") { Description = "After so long no further home is begun.", DefaultValueFactory = _ => TimeSpan.FromDays(1).TotalMinutes };
Option<bool> losesTurn = new("--lose-turn") { Description = "Take the last committed turn out of the store after every kill: the sweep has to notice." };
RootCommand command = new("Kills hosts with SIGKILL and looks whether their runs go on as promised. Exit code 1: a promise was broken.") { full, points, kills, point, side, seed, lanes, patience, minutes, losesTurn };
command.SetAction(parsed => new Sweep(
    new SweepOptions(
        parsed.GetValue(full) ? int.MaxValue : parsed.GetValue(points),
        parsed.GetValue(full) ? 500 : parsed.GetValue(kills),
        parsed.GetValue(point),
        parsed.GetValue(side),
        parsed.GetValue(seed),
        parsed.GetValue(lanes),
        TimeSpan.FromSeconds(parsed.GetValue(patience)),
        TimeSpan.FromMinutes(parsed.GetValue(minutes)),
        parsed.GetValue(losesTurn)),
    Console.Out).RunAsync());
Option<int> effects = new("--effects") { Description = "Effects at GitHub to kill at, sampled.", DefaultValueFactory = _ => 8 };
Option<int> commits = new("--commits") { Description = "Commits between a webhook and its run to kill at, sampled.", DefaultValueFactory = _ => 6 };
Option<string?> at = new("--at") { Description = "Only at this point, like \"inside commit 14\"." };
Option<bool> all = new("--full") { Description = "Every effect and commit, before and inside." };
Command github = new("github", "The same for a host that is a GitHub App: kills it between and inside what it does there.") { effects, commits, at, all, seed, lanes, patience };
github.SetAction(parsed => new GitHubSweep(
    new GitHubSweepOptions(
        parsed.GetValue(all) ? int.MaxValue : parsed.GetValue(effects),
        parsed.GetValue(all) ? int.MaxValue : parsed.GetValue(commits),
        parsed.GetValue(at),
        parsed.GetValue(seed),
        parsed.GetValue(lanes),
        TimeSpan.FromSeconds(parsed.GetValue(patience))),
    Console.Out).RunAsync());
command.Add(github);
return await command.Parse(args).InvokeAsync();
