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

    private RunGuard(RunStore runs, RunKey key, TimeProvider time, CancellationToken host)
    {
        _time = time;
        _host = host;
        _work = CancellationTokenSource.CreateLinkedTokenSource(host);
        _watching = CancellationTokenSource.CreateLinkedTokenSource(host);
        _watch = WatchAsync(runs, key);
    }

    /// <summary>Cancels the work.</summary>
    public CancellationToken Token => _work.Token;

    /// <summary>Why the work was cancelled; none when the host stops (then the activity is run again at its next start).</summary>
    public StopCause Cause { get; private set; }

    /// <summary>Starts watching; a run that is to stop already says so in <see cref="Cause"/> at once.</summary>
    public static async Task<RunGuard> StartAsync(RunStore runs, RunKey key, TimeProvider time, CancellationToken host)
    {
        RunRecord run = await runs.GetAsync(key, host);
        RunGuard guard = new(runs, key, time, host);
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
                Observe(await runs.GetAsync(key, _watching.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    private void Observe(RunRecord run)
    {
        Cause = run.Control switch
        {
            RunControl.Cancel => StopCause.Canceled,
            RunControl.Pause => StopCause.Paused,
            _ when run.TimeoutSeconds is { } seconds && run.ElapsedSeconds(_time.GetUtcNow()) > seconds => StopCause.TimedOut,
            _ => StopCause.None,
        };
        if (Cause != StopCause.None)
        {
            _work.Cancel();
        }
    }
}
