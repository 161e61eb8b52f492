using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting.Azurite;

/// <summary>Runs our own Azurite for as long as the host runs, where the plan says so. First of the hosted services: up before and down after all others.</summary>
internal sealed partial class AzuriteService(
    EmbeddedHostSettings settings, IConfiguration configuration, TimeProvider time, ILogger<AzuriteService> logger) : IHostedService
{
    private AzuriteProcess? _process;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The app may have configured other storage after the plan was made.
        if (settings.Storage.Own is not { } ports || configuration[StoragePlan.Setting] != settings.Storage.ConnectionString)
        {
            return;
        }

        string script = await AzuritePackage.InstalledAsync(settings.Home.ToolsFolder, time, cancellationToken);
        AzuriteOrphan.Stop(settings.Home.AzuriteFolder);
        ports.Release();
        _process = AzuriteProcess.Start(script, settings.Home.AzuriteFolder, ports);
        await _process.WaitUntilReadyAsync(time, cancellationToken);
        LogReady(ports.Blob, ports.Queue);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_process is not null)
        {
            await _process.StopAsync(time);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Azurite serves blobs on port {BlobPort}, queues on port {QueuePort}")]
    private partial void LogReady(int blobPort, int queuePort);
}
