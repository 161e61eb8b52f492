using Microsoft.Extensions.Logging;
using NCrontab;

namespace Microsoft.Azure.Functions.Worker.Hosting.Timers;

/// <summary>Runs one timer function when it is due, one run at a time.</summary>
internal sealed partial class TimerLoop(TimerFunction timer, ScheduleFiles files, IFunctionInvoker invoker, TimeProvider time, ILogger logger)
{
    /// <summary>Timers do not count the time that a machine sleeps, so the clock is looked at again this often.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _noMore = new();
    private readonly CancellationTokenSource _stop = new();
    private bool _monitored;
    private Task _running = Task.CompletedTask;

    private CrontabSchedule Schedule => timer.Schedule;

    private string Name => timer.Function.Name;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    internal void Start() => _running = Task.Run(LoopAsync);

    /// <summary>Starts no more runs, and lets the present one end until <paramref name="cancellation"/> fires, then cancels it.</summary>
    internal async Task StopAsync(CancellationToken cancellation)
    {
        await _noMore.CancelAsync();
        await using (cancellation.Register(_stop.Cancel))
        {
            await _running;
        }

        _noMore.Dispose();
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        DateTime now = Now;
        _monitored = timer.UseMonitor && ScheduleMonitor.Allows(Schedule, now);
        ScheduleStatus status = ScheduleMonitor.AtStart(Schedule, _monitored ? files.Read(Name) : null, now);
        Remember(status);
        bool pastDue = status.Next < now;
        if (pastDue || timer.RunOnStartup)
        {
            status = await RunAsync(status, pastDue);
        }

        while (await DueAsync(status.Next))
        {
            status = await RunAsync(status, isPastDue: false);
        }
    }

    /// <summary>False when the host stops first.</summary>
    private async Task<bool> DueAsync(DateTime next)
    {
        try
        {
            for (TimeSpan left = next - Now; left > TimeSpan.Zero; left = next - Now)
            {
                await Task.Delay(left < LookEvery ? left : LookEvery, time, _noMore.Token);
            }

            return !_noMore.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Remembers the run only when it has ended, so that one cut off by a crash is made up for.</summary>
    private async Task<ScheduleStatus> RunAsync(ScheduleStatus status, bool isPastDue)
    {
        DateTime began = Now;
        TimerInfo info = new() { IsPastDue = isPastDue, ScheduleStatus = _monitored ? status : null };
        try
        {
            await invoker.InvokeAsync(timer.Function, new Dictionary<string, object?>(StringComparer.Ordinal) { [timer.Info.Name!] = info }, null, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return status;
        }
        catch (Exception e)
        {
            LogFailure(e, Name);
        }

        // What fell due during the run is left out.
        ScheduleStatus after = ScheduleMonitor.AfterRun(Schedule, began, Now);
        Remember(after);
        return after;
    }

    private void Remember(ScheduleStatus status)
    {
        try
        {
            if (_monitored)
            {
                files.Write(Name, status);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotRemembered(e, Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} failed; it runs again when it is next due")]
    private partial void LogFailure(Exception exception, string function);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The schedule of function {Function} could not be written down; after a restart a run may be missing or made twice")]
    private partial void LogNotRemembered(Exception exception, string function);
}
