using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Execution;

/// <summary>Meets raised events with waiters: an event goes to the youngest waiter of its name, else into a first-in first-out buffer.</summary>
internal sealed class ExternalEvents(StepThread thread)
{
    private readonly List<Waiter> _waiters = [];
    private readonly List<EventRaised> _buffer = [];

    internal bool HasWaiters => _waiters.Count > 0;

    /// <summary>Events nobody has taken, oldest first.</summary>
    internal IReadOnlyList<EventRaised> Unprocessed => _buffer;

    /// <exception cref="ArgumentException">Somebody waits for an event of that name with another type.</exception>
    internal Task<string?> WaitAsync(string name, Type type, CancellationToken cancellation)
    {
        if (_waiters.Find(waiter => Same(waiter.Name, name) && waiter.Type != type) is { } other)
        {
            throw new ArgumentException($"An event '{name}' is waited for as {other.Type} already; wait for it as the same type, not as {type}.", nameof(type));
        }

        int buffered = _buffer.FindIndex(e => Same(e.Name, name));
        if (buffered >= 0)
        {
            string? payload = _buffer[buffered].Payload;
            _buffer.RemoveAt(buffered);
            return Task.FromResult(payload);
        }

        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<string?>(cancellation);
        }

        Waiter waiter = new(name, type);
        _waiters.Add(waiter);
        cancellation.Register(() =>
        {
            if (thread.IsHereOrReport() && _waiters.Remove(waiter))
            {
                waiter.Done.SetCanceled(cancellation);
            }
        });
        return waiter.Done.Task;
    }

    internal void Raise(EventRaised raised)
    {
        int youngest = _waiters.FindLastIndex(waiter => Same(waiter.Name, raised.Name));
        if (youngest < 0)
        {
            _buffer.Add(raised);
            return;
        }

        Waiter waiter = _waiters[youngest];
        _waiters.RemoveAt(youngest);
        waiter.Done.SetResult(raised.Payload);
    }

    /// <summary>Keeps an event for the next generation, past every waiter.</summary>
    internal void Keep(EventRaised raised) => _buffer.Add(raised);

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    // Completed on the step's thread without RunContinuationsAsynchronously: orchestrator code goes on inline, in a fixed order.
    private sealed record Waiter(string Name, Type Type)
    {
        internal TaskCompletionSource<string?> Done { get; } = new();
    }
}
