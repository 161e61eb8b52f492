using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Runs.Records;
using Coder.Runs.Storage;

namespace Coder.Functions.Runs;

/// <summary>Watches a run's control row while an activity works, and cancels the work when the user wants it stopped or its time is up.</summary>
public sealed class RunGuard : IAsyncDisposable
{
    /// <summary>How soon a pause or cancel reaches work in progress.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _work;
    private readonly CancellationTokenSource _watching;
    private readonly CancellationToken _host;
    private readonly Task _watch;

    private readonly TimeProvider _time;
    private readonly double? _elapsedMax;

    private RunGuard(RunStore runs, RunRecord run, double? elapsedMax, TimeProvider time, CancellationToken host)
    {
        Run = run;
        _elapsedMax = elapsedMax;
        _time = time;
        _host = host;
        _work = CancellationTokenSource.CreateLinkedTokenSource(host);
        _watching = CancellationTokenSource.CreateLinkedTokenSource(host);
        _watch = WatchAsync(runs, run.Key);
    }

    /// <summary>The run as it was at the start.</summary>
    public RunRecord Run { get; }

    /// <summary>Cancels the work.</summary>
    public CancellationToken Token => _work.Token;

    /// <summary>Why the work was cancelled; none when the host stops (then the activity is run again at its next start).</summary>
    public StopCause Cause { get; private set; }

    /// <summary>Starts watching; a run that is to stop already says so in <see cref="Cause"/> at once.</summary>
    /// <param name="elapsedMax">Seconds of the run's work after which the agent node that this work is for has no time left; null: no limit.</param>
    public static async Task<RunGuard> StartAsync(RunStore runs, RunKey key, double? elapsedMax, TimeProvider time, CancellationToken host)
    {
        RunRecord run = await LookAsync(runs, key, time, host);
        RunGuard guard = new(runs, run, elapsedMax, time, host);
        guard.Observe(run);
        return guard;
    }

    /// <summary>True for a cancellation that this guard caused, as opposed to one of the host.</summary>
    public bool Stopped(OperationCanceledException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return Cause != StopCause.None && !_host.IsCancellationRequested;
    }

    public async ValueTask DisposeAsync()
    {
        await _watching.CancelAsync();
        await _watch;
        _work.Dispose();
        _watching.Dispose();
    }

    private async Task WatchAsync(RunStore runs, RunKey key)
    {
        using PeriodicTimer timer = new(PollInterval, _time);
        try
        {
            while (Cause == StopCause.None && await timer.WaitForNextTickAsync(_watching.Token))
            {
                await ObserveAsync(runs, key);
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    private async Task ObserveAsync(RunStore runs, RunKey key)
    {
        try
        {
            Observe(await LookAsync(runs, key, _time, _watching.Token));
        }
        catch (Azure.RequestFailedException)
        {
            // Work in progress is not lost over one look; the next one is soon.
        }
    }

    /// <summary>The run's row, in which it is noted that somebody is at work.</summary>
    private static Task<RunRecord> LookAsync(RunStore runs, RunKey key, TimeProvider time, CancellationToken cancellation) =>
        runs.UpdateAsync(key, r => r.Seen(time.GetUtcNow()), cancellation);

    private void Observe(RunRecord run)
    {
        double elapsed = run.ElapsedSeconds(_time.GetUtcNow());
        Cause = run.Control switch
        {
            RunControl.Cancel => StopCause.Canceled,
            RunControl.Pause => StopCause.Paused,
            // What an orchestration that is gone has left running: the one that follows it does the step again.
            _ when run.Status == RunStatus.Quarantined => StopCause.Paused,
            _ when elapsed > run.TimeoutSeconds => StopCause.TimedOut,
            _ when elapsed > _elapsedMax => StopCause.AgentTimedOut,
            _ => StopCause.None,
        };
        if (Cause != StopCause.None)
        {
            _work.Cancel();
        }
    }
}
