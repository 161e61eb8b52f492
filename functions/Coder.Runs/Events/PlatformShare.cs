using Coder.Contracts;

namespace Coder.Runs.Events;

/// <summary>
/// The wall time that was the platform's own: from <c>run.created</c> to <c>run.completed</c> minus the union of model calls, dependency
/// restore, sandboxed commands and waits for people. Workspace, sandbox start, checkpoints and commits count as the platform's.
/// </summary>
public static class PlatformShare
{
    private static readonly (string Start, string End)[] Intervals =
    [
        (RunEventTypes.TurnStarted, RunEventTypes.TurnCompleted),
        (RunEventTypes.RestoreStarted, RunEventTypes.RestoreCompleted),
        (RunEventTypes.CommandStarted, RunEventTypes.CommandCompleted),
        (RunEventTypes.ApprovalRequested, RunEventTypes.ApprovalDecided),
    ];

    /// <summary>Seconds; <paramref name="end"/> closes what is still open.</summary>
    public static double Seconds(IReadOnlyList<RunEvent> events, DateTimeOffset end)
    {
        if (events.Count == 0)
        {
            return 0;
        }

        DateTimeOffset covered = events[0].At;
        double others = 0;
        foreach ((DateTimeOffset from, DateTimeOffset to) in Collect(events, end).OrderBy(i => i.From))
        {
            DateTimeOffset start = from > covered ? from : covered;
            if (to > start)
            {
                others += (to - start).TotalSeconds;
                covered = to;
            }
        }

        return Math.Max(0, (end - events[0].At).TotalSeconds - others);
    }

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Collect(IReadOnlyList<RunEvent> events, DateTimeOffset end)
    {
        foreach ((string start, string stop) in Intervals)
        {
            Queue<DateTimeOffset> open = new();
            foreach (RunEvent e in events)
            {
                if (e.Type == start)
                {
                    open.Enqueue(e.At);
                }
                else if (e.Type == stop && open.TryDequeue(out DateTimeOffset from))
                {
                    yield return (from, e.At);
                }
            }

            foreach (DateTimeOffset from in open)
            {
                yield return (from, end);
            }
        }
    }
}
