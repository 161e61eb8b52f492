using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Hosting.Timers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Embedded.Tests.FunctionsWorker.Timers;

/// <summary>The loop on the real clock, with a function that is due every second.</summary>
public sealed class TimerLoopTests : IFunctionInvoker, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _home = new();
    private readonly ConcurrentQueue<DateTimeOffset> _runs = new();
    private readonly SemaphoreSlim _begun = new(0);
    private readonly TimerLoop _loop;
    private Func<CancellationToken, Task> _function = _ => Task.CompletedTask;

    public TimerLoopTests()
    {
        TimerFunction function = TimerFunction.Of(FunctionCatalog.Of([typeof(EverySecond)])).Single();
        _loop = new TimerLoop(function, new ScheduleFiles(new EmbeddedHome(_home.Path)), this, TimeProvider.System, NullLogger.Instance);
    }

    public void Dispose() => _home.Dispose();

    async Task<object?> IFunctionInvoker.InvokeAsync(
        FunctionMethod function, IReadOnlyDictionary<string, object?> bound, IReadOnlyDictionary<object, object>? items, CancellationToken cancellation)
    {
        _runs.Enqueue(TimeProvider.System.GetUtcNow());
        _begun.Release();
        await _function(cancellation);
        return null;
    }

    [Fact]
    public async Task Loop_OfAFunctionThatFails_RunsItOnceASecondAllTheSame()
    {
        _function = _ => throw new InvalidOperationException("as asked");
        _loop.Start();

        for (int run = 0; run < 3; run++)
        {
            Assert.True(await _begun.WaitAsync(Patience));
        }

        await _loop.StopAsync(CancellationToken.None);
        Assert.Equal(_runs.Count, _runs.Select(run => run.ToUnixTimeSeconds()).Distinct().Count());
    }

    [Fact]
    public async Task Stop_DuringARun_WaitsThenCancelsIt()
    {
        TaskCompletionSource canceled = new();
        _function = async cancellation =>
        {
            await using CancellationTokenRegistration registration = cancellation.Register(canceled.SetResult);
            await canceled.Task;
            cancellation.ThrowIfCancellationRequested();
        };
        _loop.Start();
        Assert.True(await _begun.WaitAsync(Patience));
        using CancellationTokenSource grace = new();

        Task stopped = _loop.StopAsync(grace.Token);
        Assert.False(canceled.Task.IsCompleted);
        await grace.CancelAsync();

        await stopped.WaitAsync(Patience);
        Assert.True(canceled.Task.IsCompleted);
        Assert.Single(_runs);
    }

    private sealed class EverySecond
    {
        [Function("EverySecond")]
        public bool Run([TimerTrigger("* * * * * *")] TimerInfo timer) => timer.IsPastDue;
    }
}
