using Microsoft.Azure.Functions.Worker.Hosting.Azurite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting.Queues;

/// <summary>Turns queue messages into invocations.</summary>
internal sealed partial class QueueListener(
    IReadOnlyList<QueueFunction> functions,
    IFunctionInvoker invoker,
    EmbeddedHostSettings settings,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<QueueListener> logger) : ITriggerListener
{
    private readonly List<QueuePump> _pumps = [];

    public Task StartAsync(CancellationToken cancellation)
    {
        foreach (QueueFunction function in functions)
        {
            if (Queue(function) is { } queue)
            {
                QueueSettings queues = settings.HostJson.Queues;
                MessageRunner runner = new(function, queue, queues, settings.QueueLease, invoker, time, logger);
                QueuePump pump = new(function.Function.Name, queue, runner, queues, settings.QueueLease, time, logger);
                pump.Start();
                _pumps.Add(pump);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellation) => Task.WhenAll(_pumps.Select(pump => pump.StopAsync(cancellation)));

    /// <summary>Null when there is no storage to look into: as on Azure, the other functions run all the same.</summary>
    private FunctionQueue? Queue(QueueFunction function)
    {
        string? connection = configuration[function.Connection];
        if (connection == StoragePlan.None)
        {
            return null;
        }

        try
        {
            return new FunctionQueue(function, connection ?? "", settings.HostJson.Queues);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            LogNoConnection(function.Function.Name, function.Connection);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} does not run: set {Setting} to the connection string of a storage account")]
    private partial void LogNoConnection(string function, string setting);
}
