using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Hosting.Timers;

namespace Embedded.Tests.FunctionsWorker.Timers;

/// <summary>A timer over the lives of several hosts.</summary>
public sealed class CatchUpTests : IDisposable
{
    private const string Function = "Hourly";
    private const string AtStart = "at start, past due False, monitored False";

    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Timer_AfterAKillAndHoursOfDowntime_RunsOncePastDue()
    {
        using HostProcess first = HostProcess.Start(_home.Path);
        await first.ListeningAsync();
        ScheduleFiles files = new(first.Home);
        await Eventually.TrueAsync(() => files.Read(Function) is not null, "the schedule is written down");
        first.Kill();
        await first.EndAsync();
        DateTime due = LetHoursPass(files, 3);

        using HostProcess second = HostProcess.Start(_home.Path);
        await second.ListeningAsync();
        await Eventually.TrueAsync(() => files.Read(Function)!.Last > due, "the missed run was made up for");
        second.Kill();
        await second.EndAsync();
        // A host that is killed early may not have come to it.
        int before = Starts(second);

        using HostProcess third = HostProcess.Start(_home.Path);
        await third.ListeningAsync();
        await Eventually.TrueAsync(() => Starts(third) == before + 1, "the third host's timers have begun");
        third.Terminate();
        Assert.Equal((0, "", ""), await third.EndAsync());

        Assert.Single(third.Journal, $"hourly, past due True, was due {due:O}");
        Assert.DoesNotContain(third.Journal, line => line.Contains("hourly, past due False", StringComparison.Ordinal) && line.Contains($"{due:O}", StringComparison.Ordinal));
    }

    private static int Starts(HostProcess host) => host.Journal.Count(line => line == AtStart);

    /// <summary>What the file would say if the host had been killed hours ago. Returns when the timer was due.</summary>
    private static DateTime LetHoursPass(ScheduleFiles files, int hours)
    {
        ScheduleStatus status = files.Read(Function)!;
        ScheduleStatus earlier = new() { Last = status.Last, Next = status.Next.AddHours(-hours), LastUpdated = status.LastUpdated.AddHours(-hours) };
        files.Write(Function, earlier);
        return earlier.Next;
    }
}
