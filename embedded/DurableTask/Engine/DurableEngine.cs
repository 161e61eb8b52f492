using Coder.Embedded.Store;
using Microsoft.DurableTask.Execution;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Storage;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>
/// Orchestrations of one task hub in this process. A step of an instance is run in memory, stored in one transaction together with everything that follows from
/// it, and only then does what follows happen. So a crash at any point loses nothing that was told to anyone: what is stored goes on, activities run again.
/// </summary>
internal sealed class DurableEngine : IAsyncDisposable
{
    /// <summary>How long a cancelled activity may take to end before the stop goes on without it.</summary>
    private static readonly TimeSpan AbandonAfter = TimeSpan.FromSeconds(5);

    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly EmbeddedStore _store;
    private readonly TaskHub _hub;
    private readonly HubReader _reader;
    private readonly Sessions _sessions;
    private readonly Suspects _suspects;
    private readonly ActivityDispatcher _activities;
    private readonly TimerHeap _timers;
    private readonly Turns _turns;
    private readonly List<Task> _workers = [];
    private readonly Lock _gate = new();
    private Task? _stop;

    internal DurableEngine(EngineOptions options, TaskCatalog catalog, DataConverter converter, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options;
        _time = time;
        _logger = loggers.CreateLogger("Coder.DurableTask");
        _hub = new TaskHub(options.HubName);
        _store = EmbeddedStore.Open(options.StoreFile);
        Writer = new HubWriter(_hub);
        Metadata = new MetadataReader(_hub, _store, converter);
        Converter = converter;
        _reader = new HubReader(_hub, _store);
        _sessions = new Sessions(options, time);
        _suspects = new Suspects(options, _store, new Tries(_hub), _sessions, _logger);
        _activities = new ActivityDispatcher(
            options, catalog, _reader, _suspects.MayTryAsync, (row, e) => _sessions.Post(row.Key, new(row.Generation, e)), time, _logger);
        _timers = new TimerHeap(time, timer => _sessions.Post(timer.Key, new(timer.Generation, new TimerFired(timer.Id))));
        StepRunner runner = new(options, catalog, new ExecutionServices(converter, loggers, options.TimerMax), _reader, _sessions, time);
        _turns = new Turns(_store, runner, new StepWriter(_hub, Writer), _sessions, _suspects, _activities, _timers, Changes, time, _logger);
    }

    internal HubWriter Writer { get; }

    internal MetadataReader Metadata { get; }

    internal DataConverter Converter { get; }

    internal TimeProvider Time => _time;

    internal InstanceChanges Changes { get; } = new();

    /// <summary>Fires when the engine has stopped: nothing it is asked will come any more.</summary>
    internal CancellationToken Stopped => _turns.Stopped;

    /// <summary>Instances held in memory.</summary>
    internal int InstancesInMemory => _sessions.Count;

    /// <summary>Creates the tables if needed and goes on with everything that is stored.</summary>
    internal async Task StartAsync()
    {
        await _store.WriteAsync(_hub.Create);
        List<(long Key, int Tries)> begun = _reader.Begun();
        List<ActivityRow> activities = _reader.Activities((key, e) => _sessions.Condemn(key, Failures.Unreadable("call of an activity", e)));
        List<TimerRow> timers = _reader.Timers((key, e) => _sessions.Condemn(key, Failures.Unreadable("timer", e)));
        _logger.Started(_hub.Name, begun.Count, activities.Count, timers.Count);
        begun.ForEach(instance => _sessions.PostSuspect(instance.Key, instance.Tries, null));
        foreach (ActivityRow activity in activities.OrderBy(activity => activity.Tries))
        {
            _activities.Enqueue(activity);
        }

        GoOn(timers);
        for (int i = 0; i < _options.OrchestratorsMax; i++)
        {
            _workers.Add(Task.Run(_turns.WorkAsync));
        }
    }

    /// <summary>
    /// Starts no more activities, lets the running ones end and their results be stored until <paramref name="grace"/> fires, then cancels them:
    /// they run again at the next start.
    /// </summary>
    internal Task StopAsync(CancellationToken grace)
    {
        lock (_gate)
        {
            return _stop ??= StopOnceAsync(grace);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(new CancellationToken(canceled: true));

    /// <summary>Runs a change of stored rows for a client, then gives the instances that it names a turn.</summary>
    internal async Task<T> ChangeAsync<T>(Func<Microsoft.Data.Sqlite.SqliteConnection, T> change, Func<T, long?> wakes)
    {
        if (_stop is not null)
        {
            throw new InvalidOperationException("The durable engine is stopping; nothing was changed. Try again when the host has started again.");
        }

        T result = await _store.WriteAsync(change);
        if (wakes(result) is { } key)
        {
            _sessions.Post(key, null);
        }

        return result;
    }

    private void GoOn(List<TimerRow> timers)
    {
        DateTime now = _time.GetUtcNow().UtcDateTime;
        foreach (TimerRow timer in timers)
        {
            if (timer.FireAt <= now)
            {
                _sessions.PostSuspect(timer.Key, timer.Tries, new(timer.Generation, new TimerFired(timer.Id)));
            }
            else
            {
                _timers.Add(timer);
            }
        }
    }

    internal void AddTimer(TimerRow timer) => _timers.Add(timer);

    private async Task StopOnceAsync(CancellationToken grace)
    {
        await Task.Yield();
        _activities.Close();
        await EndsAsync(_activities.WhenEmptyAsync().WaitAsync(grace));
        int interrupted = _activities.Running;
        _activities.Cancel();
        await EndsAsync(_activities.WhenEmptyAsync().WaitAsync(AbandonAfter, TimeProvider.System));
        _timers.Dispose();
        await EndsAsync(_sessions.WhenIdleAsync().WaitAsync(AbandonAfter, TimeProvider.System));
        _sessions.Close();
        await Task.WhenAll(_workers);
        await EndsAsync(_sessions.WhenIdleAsync().WaitAsync(AbandonAfter, TimeProvider.System));
        await _turns.StopAsync();
        await EndsAsync(_suspects.ForgiveActivitiesAsync());
        await _store.DisposeAsync();
        _logger.Stopped(_hub.Name, interrupted);
    }

    private static async Task EndsAsync(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
