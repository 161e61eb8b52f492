using System.ComponentModel;
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
    private static readonly TimeSpan FirstRestartAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestartAfterMax = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private AzuriteProcess? _process;
    private Task _watch = Task.CompletedTask;

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
        await RunAsync(script, ports, cancellationToken);
        _watch = WatchAsync(script, ports);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _watch;
        if (_process is not null)
        {
            await _process.StopAsync(time);
        }

        await console.StopAsync(cancellationToken);
    }

    private async Task RunAsync(string script, AzuritePorts ports, CancellationToken cancellation)
    {
        _process = AzuriteProcess.Start(script, settings.Home.AzuriteFolder, ports);
        await _process.WaitUntilReadyAsync(time, cancellation);
        LogReady(ports.Blob, ports.Queue);
    }

    /// <summary>Starts it again when it ends by itself: on the same ports, because the app's clients know them.</summary>
    private async Task WatchAsync(string script, AzuritePorts ports)
    {
        TimeSpan pause = FirstRestartAfter;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await _process!.EndedAsync(_stopping.Token);
                LogEnded(pause);
                await Task.Delay(pause, time, _stopping.Token);
                pause = pause * 2 > RestartAfterMax ? RestartAfterMax : pause * 2;
                await RunAsync(script, ports, _stopping.Token);
                pause = FirstRestartAfter;
            }
            catch (Exception e) when (e is HostStartException or IOException or Win32Exception)
            {
                LogNotRestarted(e);
            }
            catch (OperationCanceledException)
            {
                // The host stops.
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Azurite serves blobs on port {BlobPort}, queues on port {QueuePort}")]
    private partial void LogReady(int blobPort, int queuePort);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Azurite has ended by itself; it is started again in {Pause}")]
    private partial void LogEnded(TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Error, Message = "Azurite could not be started again")]
    private partial void LogNotRestarted(Exception exception);
}
