using System.Collections.Concurrent;

namespace Coder.Testing;

/// <summary>
/// A clock whose waits up to <see cref="SkippedMax"/> end at once, and are listed; longer ones (deadlines) never end. Its time goes on by what was skipped.
/// </summary>
public sealed class HastyTime : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private long _skippedTicks;

    public TimeSpan SkippedMax { get; init; } = TimeSpan.FromSeconds(200);

    /// <summary>The waits that were skipped, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Interlocked.Read(ref _skippedTicks));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _skippedTicks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero || dueTime > SkippedMax)
            return new HastyTimer();

        _waits.Enqueue(dueTime);
        Interlocked.Add(ref _skippedTicks, dueTime.Ticks);
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new HastyTimer();
    }

    private sealed class HastyTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
