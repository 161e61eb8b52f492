namespace Microsoft.Azure.Functions.Worker.Hosting.Queues;

/// <summary>The pauses between looks at an empty queue: from 100 ms, each half as long again as the one before, up to a limit.</summary>
internal sealed class PollingPause(TimeSpan max)
{
    private const double Growth = 1.5;

    private TimeSpan _next = QueueSettings.MinPollingInterval;

    internal TimeSpan Next()
    {
        TimeSpan pause = _next;
        _next = _next * Growth > max ? max : _next * Growth;
        return pause;
    }

    internal void Reset() => _next = QueueSettings.MinPollingInterval;
}
