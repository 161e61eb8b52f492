using Coder.Contracts;

namespace Coder.Runs.Events;

/// <summary>
/// The wall time that was the platform's own: from <c>run.created</c> to <c>run.completed</c> minus the union of model calls, dependency
/// restore, sandboxed commands, waits for people and pauses. Workspace, sandbox start, checkpoints and commits count as the platform's.
/// </summary>
public static class PlatformShare
{
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
        Dictionary<string, int> open = new(StringComparer.Ordinal);
        for (int i = 0; i < events.Count; i++)
        {
            (string? key, bool begins) = Describe(events[i]);
            if (key is null)
            {
                continue;
            }

            if (open.Remove(key, out int from))
            {
                yield return (events[from].At, begins ? EndOfUnclosed(from) : events[i].At);
            }

            if (begins)
            {
                open[key] = i;
            }
        }

        foreach (int from in open.Values)
        {
            yield return (events[from].At, EndOfUnclosed(from));
        }

        // What failed, or ended with its process, has no event of its own for that: the next event of the run is the first thing known after it.
        DateTimeOffset EndOfUnclosed(int from) => from + 1 < events.Count ? events[from + 1].At : end;
    }

    /// <summary>Names the interval that an event begins or ends; null for any other event.</summary>
    private static (string? Key, bool Begins) Describe(RunEvent e) => e.Type switch
    {
        RunEventTypes.TurnStarted => (Key(e, "turn", "scope", "node", "visit", "turn"), true),
        RunEventTypes.TurnCompleted => (Key(e, "turn", "scope", "node", "visit", "turn"), false),
        RunEventTypes.RestoreStarted => ("restore", true),
        RunEventTypes.RestoreCompleted => ("restore", false),
        RunEventTypes.CommandStarted => (Key(e, "command", "node", "visit", "command"), true),
        RunEventTypes.CommandCompleted => (Key(e, "command", "node", "visit", "command"), false),
        RunEventTypes.ApprovalRequested => (Key(e, "approval", "approval_id"), true),
        RunEventTypes.ApprovalDecided => (Key(e, "approval", "approval_id"), false),
        RunEventTypes.RunStatus => ("halt", e.Data["status"]?.ToString() is "paused" or "budget_exceeded" or "quarantined"),
        _ => (null, false),
    };

    private static string Key(RunEvent e, string kind, params ReadOnlySpan<string> fields)
    {
        string key = kind;
        foreach (string field in fields)
        {
            key += $"\n{e.Data[field]}";
        }

        return key;
    }
}
