using System.Runtime.CompilerServices;
using Coder.Cli.Api;
using Coder.Contracts;

namespace Coder.Cli.Following;

/// <summary>Sequences of one run's events.</summary>
internal static class RunEvents
{
    /// <summary>The numbered events that exist now.</summary>
    public static async IAsyncEnumerable<RunEvent> SoFarAsync(CoderApi api, string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long after = 0;
        while (true)
        {
            IReadOnlyList<RunEvent> page = (await api.ListEventsAsync(id, after, cancellationToken)).Items;
            RunEvent[] fresh = [.. page.Where(e => e.Id > after)];
            if (fresh.Length == 0)
            {
                yield break;
            }

            foreach (RunEvent runEvent in fresh)
            {
                yield return runEvent;
            }

            after = fresh[^1].Id;
        }
    }

    /// <summary>Number of the last event to leave out when a run is followed from here: whoever follows is to see the run's end.</summary>
    public static async Task<long> LastAsync(CoderApi api, string id, CancellationToken cancellationToken)
    {
        long last = 0;
        await foreach (RunEvent runEvent in SoFarAsync(api, id, cancellationToken))
        {
            last = runEvent.Type == RunEventTypes.RunCompleted ? last : runEvent.Id;
        }

        return last;
    }

    /// <summary>All events, until the last one of the run.</summary>
    public static async IAsyncEnumerable<RunEvent> UntilCompletedAsync(CoderApi api, string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long after = 0;
        while (true)
        {
            await foreach (RunEvent runEvent in api.StreamEventsAsync(id, after, cancellationToken))
            {
                yield return runEvent;
                if (runEvent.Type == RunEventTypes.RunCompleted)
                {
                    yield break;
                }

                after = Math.Max(after, runEvent.Id);
            }
        }
    }
}
