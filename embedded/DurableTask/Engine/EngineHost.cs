using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Engine;

/// <summary>Starts and stops the engine with its host: as a listener of the functions host, or as a hosted service.</summary>
/// <remarks>The store is opened at the start and not before, when the host holds the lock of its home.</remarks>
internal sealed class EngineHost(
    EngineSettings settings,
    IServiceProvider services,
    IOptions<DurableTaskRegistry> registry,
    IEnumerable<ITaskSource> sources,
    DataConverter converter,
    TimeProvider time,
    ILoggerFactory loggers) : ITriggerListener, IHostedService
{
    private DurableEngine? _engine;

    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    internal DurableEngine Engine =>
        _engine ?? throw new InvalidOperationException("The durable engine has not started: use its client after the host has started.");

    public async Task StartAsync(CancellationToken cancellation)
    {
        if (_engine is not null)
        {
            return;
        }

        DurableEngine engine = new(settings.Read(), Catalog(), converter, time, loggers);
        try
        {
            await engine.StartAsync();
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }

        _engine = engine;
    }

    public Task StopAsync(CancellationToken cancellation) => _engine?.StopAsync(cancellation) ?? Task.CompletedTask;

    private TaskCatalog Catalog()
    {
        TaskCatalog catalog = new();
        catalog.Add(registry.Value, services, converter);
        foreach (ITaskSource source in sources)
        {
            source.AddTo(catalog);
        }

        return catalog;
    }
}
