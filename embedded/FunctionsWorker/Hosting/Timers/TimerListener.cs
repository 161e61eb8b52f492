using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting.Timers;

/// <summary>Turns schedules into invocations.</summary>
internal sealed class TimerListener(
    IReadOnlyList<TimerFunction> functions, IFunctionInvoker invoker, EmbeddedHome home, TimeProvider time, ILogger<TimerListener> logger) : ITriggerListener
{
    private readonly TimerLoop[] _loops = [.. functions.Select(function => new TimerLoop(function, new ScheduleFiles(home), invoker, time, logger))];

    public Task StartAsync(CancellationToken cancellation)
    {
        Array.ForEach(_loops, loop => loop.Start());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellation) => Task.WhenAll(_loops.Select(loop => loop.StopAsync(cancellation)));
}
