using Coder.Contracts;
using Coder.Tests.Architecture;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Orchestrations;

/// <summary>Shipped agents; the coder on the sample whose first attempt fails its tests, with histories of every length and through crashes.</summary>
public sealed class HistoryTests
{
    private const string Unlimited = "2147483647";

    public static TheoryData<string> Shipped => [.. Directory.GetDirectories(SourceTree.PathOf("agents")).Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task ShippedAgent_HistoriesOfOneStepOrOfAll_GiveTheSame(string agent)
    {
        (RunView View, string[] Events) unlimited = await RunAsync(agent, Unlimited);
        (RunView View, string[] Events) single = await RunAsync(agent, "1");

        Assert.Equal((RunStatus.Succeeded, "complete"), (unlimited.View.Status, unlimited.View.Outcome));
        Assert.Equal(unlimited.Events, single.Events);
        Assert.Equal(unlimited.View.Output, single.View.Output);
        Assert.Equal(unlimited.View.Usage with { PlatformSeconds = null }, single.View.Usage with { PlatformSeconds = null });
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task ShippedAgent_ReplayedAtEveryEvent_GivesTheSame(string agent)
    {
        (RunView View, string[] Events) kept = await RunAsync(agent, Unlimited);
        (RunView View, string[] Events) replayed = await RunAsync(agent, "3", "--AzureFunctionsJobHost:extensions:durableTask:extendedSessionsEnabled", "false");

        Assert.Equal(RunStatus.Succeeded, replayed.View.Status);
        Assert.Equal(kept.Events, replayed.Events);
    }

    [Theory]
    [InlineData("analyze_request", 1, 1)]
    [InlineData("implement", 1, 2)]
    [InlineData("implement", 2, 3)]
    [InlineData("self_review", 1, 2)]
    public async Task Crash_InATurn_RepeatsThatTurnOnly(string node, int visit, int turn)
    {
        using RunHome home = RunHome.OfSplitBill();
        TaskCompletionSource reached = new();
        home.OnTurn = (at, cancellation) =>
        {
            if ((at.Node, at.Visit, at.Turn) != (node, visit, turn))
            {
                return Task.CompletedTask;
            }

            reached.TrySetResult();
            return new TaskCompletionSource().Task.WaitAsync(cancellation);
        };
        await using RunHost host = await RunHost.StartAsync(home);
        string run = await host.StartRunAsync("coder");
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

        using RunHome left = home.CrashCopy();
        await using RunHost next = await RunHost.StartAsync(left);
        RunView end = await next.EndAsync(run);

        Assert.Equal(RunStatus.Succeeded, end.Status);
        Assert.Equal(1, end.Usage.TurnsRepeatedInFlight);
        Assert.Equal(home.Requests.Concat(left.Requests).Distinct().Count() + 1, home.Requests.Count + left.Requests.Count);
        Assert.Equal(home.Requests.Last(), left.Requests.First());
    }

    [Fact]
    public async Task Stop_InATurn_GoesOnAtTheNextStartWithoutAFailure()
    {
        using RunHome home = RunHome.OfSplitBill();
        TaskCompletionSource reached = new();
        home.OnTurn = (at, cancellation) =>
        {
            reached.TrySetResult();
            return new TaskCompletionSource().Task.WaitAsync(cancellation);
        };
        string run;
        // More stops than an activity has attempts: a stop uses none of them up.
        await using (RunHost host = await RunHost.StartAsync(home))
        {
            run = await host.StartRunAsync("coder");
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }

        for (int stops = 0; stops < 4; stops++)
        {
            reached = new();
            await using RunHost again = await RunHost.StartAsync(home);
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }

        home.OnTurn = (_, _) => Task.CompletedTask;
        await using RunHost last = await RunHost.StartAsync(home);

        Assert.Equal(RunStatus.Succeeded, (await last.EndAsync(run)).Status);
    }

    private static async Task<(RunView View, string[] Events)> RunAsync(string agent, string stepsPerHistory, params string[] settings)
    {
        using RunHome home = RunHome.OfShipped(agent);
        await using RunHost host = await RunHost.StartAsync(home, ["--CODER_STEPS_PER_HISTORY", stepsPerHistory, .. settings]);
        string run = await host.StartRunAsync(agent);
        RunView view = await host.EndAsync(run);
        return (view, [.. (await host.EventsAsync(run)).Select(e => $"{e.Type} {e.Data["node"]} {e.Data["visit"]} {e.Data["turn"]} {e.Data["name"]}")]);
    }
}
