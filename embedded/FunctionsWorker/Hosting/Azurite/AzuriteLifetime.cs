using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting.Azurite;

/// <summary>
/// The console's lifetime (Ctrl-C, SIGTERM) with our own Azurite, where the plan says so: up before the first hosted service starts,
/// down after the last one has stopped, and a signal ends a long installation.
/// </summary>
internal sealed partial class AzuriteLifetime(
    ConsoleLifetime console, EmbeddedHostSettings settings, IConfiguration configuration, TimeProvider time, ILogger<AzuriteLifetime> logger) : IHostLifetime
{
    private AzuriteProcess? _process;

    public async Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        await console.WaitForStartAsync(cancellationToken);

        // The app may have configured other storage after the plan was made.
        if (settings.Storage.Own is not { } ports || configuration[StoragePlan.Setting] != settings.Storage.ConnectionString)
        {
            return;
        }

        string script = await new AzuritePackage(AzuritePackage.ShippedManifest, settings.Home.ToolsFolder).InstalledAsync(time, cancellationToken);
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

        await console.StopAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Azurite serves blobs on port {BlobPort}, queues on port {QueuePort}")]
    private partial void LogReady(int blobPort, int queuePort);
}
