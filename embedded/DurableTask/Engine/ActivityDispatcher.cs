using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Storage;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>
/// Runs activities within the limit of their group, instances in turn. What waits is a reference to a stored row, never an input, and is looked up again before it
/// runs: the call of a terminated instance is skipped.
/// </summary>
internal sealed class ActivityDispatcher
{
    private static readonly TimeSpan StartRetryPause = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lane _others;
    private readonly Lane _alone = new(1);
    private readonly TaskCatalog _catalog;
    private readonly HubReader _reader;
    private readonly Action<ActivityRow, HistoryEvent> _ended;
    private readonly Func<ActivityRow, Task<bool>> _mayTry;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly InFlight _running = new();
    private readonly CancellationTokenSource _cancel = new();
    private bool _closed;

    /// <param name="mayTry">Counts a try of a call that an earlier process has left behind; false when it is not to be made.</param>
    /// <param name="ended">Takes the outcome of an activity.</param>
    internal ActivityDispatcher(
        EngineOptions options,
        TaskCatalog catalog,
        HubReader reader,
        Func<ActivityRow, Task<bool>> mayTry,
        Action<ActivityRow, HistoryEvent> ended,
        TimeProvider time,
        ILogger logger)
    {
        _mayTry = mayTry;
        _time = time;
        _catalog = catalog;
        _reader = reader;
        _ended = ended;
        _logger = logger;
        _others = new Lane(options.ActivitiesMax);
        foreach (ActivityGroup group in options.ActivityGroups)
        {
            Lane lane = new(group.ConcurrentMax);
            foreach (string name in group.Activities)
            {
                _lanes[name] = lane;
            }
        }
    }

    internal int Running => _running.Count;

    /// <summary>Runs a new call as soon as its group has room.</summary>
    internal void Enqueue(ActivityRow activity, string? input)
    {
        if (TryEnter(activity))
        {
            _ = Task.Run(() => RunAsync(activity, input));
        }
    }

    /// <summary>Runs a stored call of an earlier process as soon as its group has room.</summary>
    internal void Enqueue(ActivityRow activity)
    {
        if (TryEnter(activity))
        {
            _ = Task.Run(() => RunStoredAsync(activity));
        }
    }

    /// <summary>Starts nothing any more; what waits is stored and runs at the next start.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }

    internal Task WhenEmptyAsync() => _running.WhenEmptyAsync();

    /// <summary>Cancels what runs; it is run again at the next start.</summary>
    internal void Cancel() => _cancel.Cancel();

    private bool TryEnter(ActivityRow activity)
    {
        lock (_gate)
        {
            Lane lane = LaneOf(activity);
            if (_closed)
            {
                return false;
            }

            if (lane.Running >= lane.Max)
            {
                lane.Waiting.Enqueue(activity.Key, activity);
                return false;
            }

            lane.Running++;
            _running.Enter();
            return true;
        }
    }

    private void Leave(ActivityRow activity)
    {
        lock (_gate)
        {
            Lane lane = LaneOf(activity);
            lane.Running--;
            if (!_closed && lane.Running < lane.Max && lane.Waiting.TryDequeue(out ActivityRow? next))
            {
                lane.Running++;
                _running.Enter();
                _ = Task.Run(() => RunStoredAsync(next));
            }
        }

        _running.Exit();
    }

    private Lane LaneOf(ActivityRow activity) => activity.Tries >= Tries.AloneFrom ? _alone : _lanes.GetValueOrDefault(activity.Name, _others);

    private async Task RunStoredAsync(ActivityRow activity)
    {
        string? input;
        try
        {
            if (!_reader.TryGetInput(activity, out input) || (activity.Tries is not null && !await _mayTry(activity)))
            {
                Leave(activity);
                return;
            }
        }
        catch (Exception e)
        {
            _logger.ActivityNotStarted(e, activity.Key, activity.Id, StartRetryPause);
            Leave(activity);
            await Task.Delay(StartRetryPause, _time, _cancel.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Enqueue(activity);
            return;
        }

        await RunAsync(activity, input);
    }

    private async Task RunAsync(ActivityRow activity, string? input)
    {
        try
        {
            _ended(activity, await OutcomeAsync(activity, input));
        }
        catch (OperationCanceledException) when (_cancel.IsCancellationRequested)
        {
            // Interrupted by the host's stop: its row stays, so it runs again at the next start.
        }
        finally
        {
            Leave(activity);
        }
    }

    private async Task<HistoryEvent> OutcomeAsync(ActivityRow activity, string? input)
    {
        if (_catalog.Activity(activity.Name) is not { } body)
        {
            return new TaskFailed(activity.Id, Failures.ActivityNotFound(activity.Name));
        }

        try
        {
            return new TaskCompleted(activity.Id, await body(new ActivityContext(activity.Name, activity.InstanceId), input, _cancel.Token));
        }
        catch (Exception e)
        {
            // An activity that the stop tore down may fail in any way (a killed process, a closed socket): none of them is its outcome.
            _cancel.Token.ThrowIfCancellationRequested();
            _logger.ActivityFailed(activity.InstanceId, activity.Name, activity.Id, e.GetType().ToString());
            return new TaskFailed(activity.Id, TaskFailureDetails.FromException(e));
        }
    }

    private sealed class Lane(int max)
    {
        internal int Max => max;

        internal int Running { get; set; }

        internal FairQueue<long, ActivityRow> Waiting { get; } = new();
    }
}
