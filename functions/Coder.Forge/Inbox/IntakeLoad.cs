namespace Coder.Forge.Inbox;

/// <summary>How much is being recorded just now. Handling gives way to it for a while: senders wait for their answers at most ten seconds, handling has time.</summary>
public sealed class IntakeLoad(TimeProvider time) : IDisposable
{
    /// <summary>So many at a time come in a flood only.</summary>
    internal const int FloodFrom = 16;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Bounded, so that handling goes on, slowly, in a flood without end.</summary>
    private const int PausesMax = 10;

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private int _recording;

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>A delivery is being recorded until what is returned is disposed of.</summary>
    internal Turn Begin()
    {
        Interlocked.Increment(ref _recording);
        return new Turn(this);
    }

    private bool IsFlood => Volatile.Read(ref _recording) >= FloodFrom;

    /// <summary>Waits while there is a flood. In one without end one caller a second goes on.</summary>
    internal async ValueTask GiveWayAsync(CancellationToken cancellationToken)
    {
        if (!IsFlood)
        {
            return;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            for (int pauses = 0; pauses < PausesMax && IsFlood; pauses++)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    internal readonly struct Turn(IntakeLoad load) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref load._recording);
    }
}
