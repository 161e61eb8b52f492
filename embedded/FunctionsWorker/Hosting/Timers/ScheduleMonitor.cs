using NCrontab;

namespace Microsoft.Azure.Functions.Worker.Hosting.Timers;

/// <summary>Decides by what is remembered of a schedule whether a run is past due. Pure.</summary>
internal static class ScheduleMonitor
{
    private const int OccurrencesLookedAt = 10;
    private static readonly TimeSpan ShortestMonitored = TimeSpan.FromMinutes(1);

    /// <summary>Whether no two of the next runs are less than a minute apart: for others, catching up is not worth a write a run.</summary>
    internal static bool Allows(CrontabSchedule schedule, DateTime now)
    {
        DateTime[] next = [.. schedule.GetNextOccurrences(now, DateTime.MaxValue).Take(OccurrencesLookedAt)];
        return next.Zip(next.Skip(1)).All(pair => pair.Second - pair.First >= ShortestMonitored);
    }

    /// <summary>What to remember at the host's start; a past-due run is one whose <see cref="ScheduleStatus.Next"/> is over.</summary>
    /// <param name="schedule">The schedule as it is now.</param>
    /// <param name="stored">What an earlier host remembered; null when this is the first.</param>
    internal static ScheduleStatus AtStart(CrontabSchedule schedule, ScheduleStatus? stored, DateTime now)
    {
        if (stored is null)
        {
            return From(schedule, default, now);
        }

        DateTime expected = schedule.GetNextOccurrence(stored.LastUpdated);
        if (expected == stored.Next)
        {
            return stored;
        }

        // The schedule was changed meanwhile: what the new one would have asked for in the past is nobody's due.
        return From(schedule, stored.Last, expected < now ? now : stored.LastUpdated);
    }

    internal static ScheduleStatus AfterRun(CrontabSchedule schedule, DateTime began, DateTime ended) => From(schedule, began, ended);

    private static ScheduleStatus From(CrontabSchedule schedule, DateTime last, DateTime basis) =>
        new() { Last = last, Next = schedule.GetNextOccurrence(basis), LastUpdated = basis };
}
