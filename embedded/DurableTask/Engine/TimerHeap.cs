using Microsoft.DurableTask.Storage;

namespace Microsoft.DurableTask.Engine;

/// <summary>Durable timers in due order behind one timer of the clock.</summary>
internal sealed class TimerHeap : IDisposable
{
    // The clock may be set while we wait, so look at it at least this often.
    private static readonly TimeSpan WaitMax = TimeSpan.FromHours(1);

    /// <summary>So many cancelled timers are worth no clean-up.</summary>
    private const int CancelledMin = 64;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<TimerRow, DateTime> _timers = new();
    private readonly HashSet<(long Key, int Generation, int Id)> _live = [];
    private readonly TimeProvider _time;
    private readonly Action<TimerRow> _fire;
    private readonly ITimer _clock;
    private DateTime _wakeAt = DateTime.MaxValue;
    private bool _disposed;

    internal TimerHeap(TimeProvider time, Action<TimerRow> fire)
    {
        _time = time;
        _fire = fire;
        _clock = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal void Add(TimerRow timer)
    {
        lock (_gate)
        {
            _live.Add(IdentityOf(timer));
            _timers.Enqueue(timer, timer.FireAt);
            if (timer.FireAt < _wakeAt)
            {
                SetClock();
            }
        }
    }

    /// <summary>Timers in memory, cancelled ones included.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    /// <summary>Forgets a timer that was cancelled.</summary>
    internal void Remove(long key, int generation, int id)
    {
        lock (_gate)
        {
            // It stays in the heap, where finding it would take a look at every other, until the cancelled ones are the more.
            if (_live.Remove((key, generation, id)) && _timers.Count > (2 * _live.Count) + CancelledMin)
            {
                List<(TimerRow, DateTime)> live = [.. _timers.UnorderedItems.Where(item => _live.Contains(IdentityOf(item.Element)))];
                _timers.Clear();
                _timers.EnqueueRange(live);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        _clock.Dispose();
    }

    private void Wake()
    {
        List<TimerRow> due = [];
        lock (_gate)
        {
            DateTime now = _time.GetUtcNow().UtcDateTime;
            while (_timers.TryPeek(out TimerRow? timer, out DateTime fireAt) && fireAt <= now)
            {
                _timers.Dequeue();
                if (_live.Remove(IdentityOf(timer)))
                {
                    due.Add(timer);
                }
            }

            SetClock();
        }

        due.ForEach(_fire);
    }

    private void SetClock()
    {
        if (_disposed)
        {
            return;
        }

        if (!_timers.TryPeek(out _, out _wakeAt))
        {
            _wakeAt = DateTime.MaxValue;
            _clock.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        TimeSpan wait = Wait();
        _clock.Change(wait < WaitMax ? wait : WaitMax, Timeout.InfiniteTimeSpan);
        if (wait > TimeSpan.Zero && Wait() == TimeSpan.Zero)
        {
            // The time was set while the clock was being wound up.
            _clock.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Rounded up to the next millisecond: a clock that wakes early would find nothing due.</summary>
    private TimeSpan Wait()
    {
        TimeSpan wait = _wakeAt - _time.GetUtcNow().UtcDateTime;
        return wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
    }

    private static (long Key, int Generation, int Id) IdentityOf(TimerRow timer) => (timer.Key, timer.Generation, timer.Id);
}
