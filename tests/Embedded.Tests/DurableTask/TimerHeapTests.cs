using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.Storage;

namespace Embedded.Tests.DurableTask;

public sealed class TimerHeapTests
{
    private const int Timers = 1_000;

    private readonly ManualTime _time = new();
    private readonly List<int> _fired = [];

    [Fact]
    public void Remove_OfATimer_KeepsItFromFiring()
    {
        using TimerHeap heap = Heap(3);

        heap.Remove(1, 1, 1);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal([0, 2], _fired);
    }

    [Fact]
    public void Remove_OfMany_LeavesNoneBehindForLong()
    {
        using TimerHeap heap = Heap(Timers);

        for (int id = 0; id < Timers - 10; id++)
        {
            heap.Remove(1, 1, id);
        }

        Assert.InRange(heap.Count, 10, 100);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Enumerable.Range(Timers - 10, 10), _fired);
        Assert.Equal(0, heap.Count);
    }

    [Fact]
    public void Remove_OfATimerThatFired_ChangesNothing()
    {
        using TimerHeap heap = Heap(2);
        _time.Advance(TimeSpan.FromSeconds(1.5));

        heap.Remove(1, 1, 0);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal([0, 1], _fired);
    }

    /// <summary>A timer a second, numbered from 0.</summary>
    private TimerHeap Heap(int count)
    {
        TimerHeap heap = new(_time, timer => _fired.Add(timer.Id));
        for (int id = 0; id < count; id++)
        {
            heap.Add(new TimerRow(1, 1, id, _time.GetUtcNow().UtcDateTime.AddSeconds(id + 1)));
        }

        return heap;
    }
}
