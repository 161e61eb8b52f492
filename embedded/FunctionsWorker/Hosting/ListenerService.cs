using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>Starts the trigger listeners in order of registration and stops those that started in reverse order, with a grace.</summary>
internal sealed class ListenerService(IEnumerable<ITriggerListener> listeners, EmbeddedHostSettings settings, TimeProvider time) : IHostedService
{
    private readonly Stack<ITriggerListener> _started = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (ITriggerListener listener in listeners)
        {
            await listener.StartAsync(cancellationToken);
            _started.Push(listener);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource grace = new(settings.Grace, time);
        while (_started.TryPop(out ITriggerListener? listener))
        {
            await listener.StopAsync(grace.Token);
        }
    }
}
