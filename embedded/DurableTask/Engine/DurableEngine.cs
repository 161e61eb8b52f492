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

    private static readonly TimeSpan StepRetryPause = TimeSpan.FromSeconds(2);

    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly EmbeddedStore _store;
    private readonly TaskHub _hub;
    private readonly HubReader _reader;
    private readonly StepWriter _steps;
    private readonly Sessions _sessions;
    private readonly StepRunner _runner;
    private readonly ActivityDispatcher _activities;
    private readonly TimerHeap _timers;
    private readonly CancellationTokenSource _stopped = new();
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
        _steps = new StepWriter(_hub, Writer);
        _sessions = new Sessions(options, time);
        _runner = new StepRunner(options, catalog, new ExecutionServices(converter, loggers, options.TimerMax), _reader, _sessions, time);
        _activities = new ActivityDispatcher(options, catalog, _reader, (row, e) => _sessions.Post(row.Key, new(row.Generation, e)), _logger);
        _timers = new TimerHeap(time, timer => _sessions.Post(timer.Key, new(timer.Generation, new TimerFired(timer.Id))));
    }

    internal HubWriter Writer { get; }

    internal MetadataReader Metadata { get; }

    internal DataConverter Converter { get; }

    internal TimeProvider Time => _time;

    internal InstanceChanges Changes { get; } = new();

    /// <summary>Fires when the engine has stopped: nothing it is asked will come any more.</summary>
    internal CancellationToken Stopped => _stopped.Token;

    /// <summary>Instances held in memory.</summary>
    internal int InstancesInMemory => _sessions.Count;

    /// <summary>Creates the tables if needed and goes on with everything that is stored.</summary>
    internal async Task StartAsync()
    {
        await _store.WriteAsync(connection => connection.Execute(_hub.Schema));
        List<long> waiting = [.. _reader.ReadyInstances().Union(_reader.MessagedInstances())];
        List<ActivityRow> activities = _reader.Activities();
        List<TimerRow> timers = _reader.Timers();
        _logger.Started(_hub.Name, waiting.Count, activities.Count, timers.Count);
        waiting.ForEach(key => _sessions.Post(key, null));
        activities.ForEach(_activities.Enqueue);
        timers.ForEach(_timers.Add);
        for (int i = 0; i < _options.OrchestratorsMax; i++)
        {
            _workers.Add(Task.Run(WorkAsync));
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
        await _stopped.CancelAsync();
        await _store.DisposeAsync();
        _logger.Stopped(_hub.Name, interrupted);
    }

    private static async Task EndsAsync(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task WorkAsync()
    {
        await foreach (Session session in _sessions.Turns.ReadAllAsync())
        {
            (List<SessionMessage> messages, bool looks, bool isViolated) = _sessions.Take(session);
            Task<StepOutcome?> stored;
            Turn turn = Turn.Nothing;
            try
            {
                turn = _runner.Run(session, messages, looks, isViolated);
                stored = StoreAsync(session, turn);
            }
            catch (Exception e)
            {
                stored = Task.FromException<StepOutcome?>(e);
            }

            // The next instance does not wait for this one's commit: commits are grouped.
            _ = FinishAsync(session, messages, turn, stored);
        }
    }

    private Task<StepOutcome?> StoreAsync(Session session, Turn turn)
    {
        if (turn.Commit is { } commit)
        {
            return _store.WriteAsync<StepOutcome?>(connection => _steps.Write(connection, commit));
        }

        return turn.Dropped is not { IsEmpty: false } dropped
            ? Task.FromResult<StepOutcome?>(null)
            : _store.WriteAsync<StepOutcome?>(connection =>
            {
                _steps.Consume(connection, session.Key, dropped);
                return null;
            });
    }

    private async Task FinishAsync(Session session, List<SessionMessage> messages, Turn turn, Task<StepOutcome?> stored)
    {
        try
        {
            StepOutcome? outcome = await stored;
            if (turn.Commit is { } commit)
            {
                Follow(session, commit, outcome!);
            }

            _sessions.EndTurn(session, turn.LooksAgain);
        }
        catch (Exception e)
        {
            _logger.StepNotStored(e, session.Key, StepRetryPause);
            session.Forget();
            await EndsAsync(Task.Delay(StepRetryPause, _time, _stopped.Token));
            _sessions.Return(session, messages);
        }
    }

    /// <summary>Sets going what a stored step has asked for.</summary>
    private void Follow(Session session, StepCommit commit, StepOutcome outcome)
    {
        InstanceRow row = commit.Instance;
        foreach (OrchestrationAction action in commit.Result.Actions)
        {
            switch (action.Recorded)
            {
                case ActivityScheduled a:
                    _activities.Enqueue(new ActivityRow(row.Key, row.Generation, a.Id, a.Name, row.Id), action.Payload);
                    break;
                case TimerCreated a when commit.Result.End is null && !commit.Result.CancelledTimers.Contains(a.Id):
                    _timers.Add(new TimerRow(row.Key, row.Generation, a.Id, a.FireAt));
                    break;
            }
        }

        foreach (int timer in commit.Result.CancelledTimers)
        {
            _timers.Remove(row.Key, row.Generation, timer);
        }

        Advance(session, commit);
        foreach (long key in outcome.Ready.Concat(outcome.Messaged))
        {
            _sessions.Post(key, null);
        }

        if (commit.Status != row.Status)
        {
            Changes.Signal(row.Id);
        }
    }

    private void Advance(Session session, StepCommit commit)
    {
        InstanceRow row = commit.Instance;
        switch (commit.Result.End)
        {
            case null:
                session.Row = row with { Steps = row.Steps + 1, Ready = false, Status = commit.Status };
                return;
            case ExecutionEnd.ContinuedAsNew:
                session.Row = row with { Generation = row.Generation + 1, Steps = 1, Ready = true, Status = commit.Status };
                session.Execution = null;
                return;
            case ExecutionEnd.Failed failed:
                _logger.OrchestrationFailed(row.Id, row.Name, failed.Failure.ErrorType);
                break;
            default:
                _logger.OrchestrationEnded(row.Id, row.Name, commit.Status.ToString());
                break;
        }

        session.Forget();
    }
}
