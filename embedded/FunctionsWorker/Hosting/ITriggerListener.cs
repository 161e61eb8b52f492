namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>
/// The source of one trigger's invocations (HTTP server, orchestration engine, later queues and timers). The host starts listeners in order of
/// registration after it holds the lock of the home and Azurite answers, and stops them in reverse order.
/// </summary>
internal interface ITriggerListener
{
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Refuses new work, lets running work end until <paramref name="cancellation"/> fires, then cancels it.</summary>
    Task StopAsync(CancellationToken cancellation);
}
