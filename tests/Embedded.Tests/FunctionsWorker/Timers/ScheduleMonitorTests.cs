using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Hosting.Timers;
using NCrontab;

namespace Embedded.Tests.FunctionsWorker.Timers;

public sealed class ScheduleMonitorTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly CrontabSchedule Hourly = Parse("0 0 * * * *");

    [Fact]
    public void AtStart_OfTheFirstHost_NothingIsPastDue()
    {
        ScheduleStatus status = ScheduleMonitor.AtStart(Hourly, null, Noon.AddMinutes(30));

        Assert.Equal((default, Noon.AddHours(1), Noon.AddMinutes(30)), (status.Last, status.Next, status.LastUpdated));
    }

    [Theory]
    [InlineData(50, false)]
    [InlineData(61, true)]
    [InlineData(6000, true)]
    public void AtStart_AfterDowntime_IsPastDueWhenARunWasMissed(int minutes, bool pastDue)
    {
        ScheduleStatus stored = ScheduleMonitor.AfterRun(Hourly, Noon, Noon.AddSeconds(2));

        ScheduleStatus status = ScheduleMonitor.AtStart(Hourly, stored, Noon.AddMinutes(minutes));

        Assert.Equal(Noon.AddHours(1), status.Next);
        Assert.Equal(pastDue, status.Next < Noon.AddMinutes(minutes));
    }

    [Fact]
    public void AtStart_WithANewSchedule_OwesNothingOfThePast()
    {
        ScheduleStatus stored = ScheduleMonitor.AfterRun(Hourly, Noon, Noon);

        ScheduleStatus status = ScheduleMonitor.AtStart(Parse("0 */5 * * * *"), stored, Noon.AddMinutes(32));

        Assert.Equal((Noon, Noon.AddMinutes(35)), (status.Last, status.Next));
    }

    [Fact]
    public void AfterRun_LongerThanTheInterval_LeavesOutWhatFellDueMeanwhile() =>
        Assert.Equal(Noon.AddHours(4), ScheduleMonitor.AfterRun(Hourly, Noon, Noon.AddHours(3.5)).Next);

    [Theory]
    [InlineData("0 * * * * *", true)]
    [InlineData("0,30 * * * * *", false)]
    [InlineData("*/1 * * * * *", false)]
    public void Allows_IntervalsOfAMinuteAndMore(string schedule, bool allowed) => Assert.Equal(allowed, ScheduleMonitor.Allows(Parse(schedule), Noon));

    private static CrontabSchedule Parse(string schedule) => CrontabSchedule.Parse(schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
}
