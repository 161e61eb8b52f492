using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Azure.Functions.Worker.Hosting.Home;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>
/// The app on one home: takes the home's lock, then starts storage, the app's services, the triggers and last the HTTP server,
/// and stops them in reverse order. A start that cannot succeed is one line on stderr and exit code 5, not a stack trace.
/// </summary>
internal sealed partial class EmbeddedHost(WebApplication web, EmbeddedHostSettings settings) : IHost, IAsyncDisposable
{
    private readonly ILogger<EmbeddedHost> _logger = web.Services.GetRequiredService<ILogger<EmbeddedHost>>();
    private HomeLock? _lock;
    private bool _stopped;

    public IServiceProvider Services => web.Services;

    /// <summary>Why the start failed; null when it did not.</summary>
    internal HostStartException? Failure { get; private set; }

    /// <summary>Where HTTP is served, like <c>http://127.0.0.1:7071</c>.</summary>
    internal string Address => web.Urls.First();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            _lock = HomeLock.Take(settings.Home, Services.GetRequiredService<TimeProvider>());
            RefuseUsedPort(settings.Endpoint);
            await web.StartAsync(cancellationToken);
            _lock.Announce(Address);
            LogListening(Address, settings.Home.Path);
        }
        catch (HostStartException e)
        {
            await Abandon(e);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Abandon(PortInUse(settings.Endpoint, e));
        }
        catch (OperationCanceledException) when (web.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Asked to stop while starting (Ctrl-C during the installation of Azurite): not a failure.
        }
        catch
        {
            // Nobody stops a host that did not start: Azurite and what else runs already would stay.
            await StopAsync(CancellationToken.None);
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        await web.StopAsync(cancellationToken);
        _lock?.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        _lock?.Dispose();
    }

    private static HostStartException PortInUse(IPEndPoint endpoint, Exception inner) =>
        new($"Port {endpoint.Port} on {endpoint.Address} is in use: stop the program that listens there, or choose another port with --port N (0 takes a free one).", inner);

    /// <summary>Tells before anything is started or installed what the server would find out only at the end.</summary>
    private static void RefuseUsedPort(IPEndPoint endpoint)
    {
        using Socket probe = new(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(endpoint);
        }
        catch (SocketException e)
        {
            throw PortInUse(endpoint, e);
        }
    }

    private async Task Abandon(HostStartException failure)
    {
        Failure = failure;
        Environment.ExitCode = HostStartException.ExitCode;
        await Console.Error.WriteLineAsync(failure.Message);
        web.Lifetime.StopApplication();
        await StopAsync(CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening on {Address}, home {Home}")]
    private partial void LogListening(string address, string home);
}
