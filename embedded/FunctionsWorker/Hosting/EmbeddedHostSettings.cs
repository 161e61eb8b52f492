using System.Globalization;
using System.Net;
using Microsoft.Azure.Functions.Worker.Hosting.Azurite;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>What the embedded host takes from its command line, the environment and the files beside the app.</summary>
internal sealed record EmbeddedHostSettings
{
    private const int DefaultPort = 7071;
    private const double DefaultGraceSeconds = 10;
    private const double DefaultQueueLeaseSeconds = 30;

    /// <summary>Time for the steps of a stop that have limits of their own: requests, Azurite.</summary>
    private static readonly TimeSpan StopOverhead = TimeSpan.FromSeconds(20);

    internal required EmbeddedHome Home { get; init; }

    internal required IPEndPoint Endpoint { get; init; }

    internal required HostJson HostJson { get; init; }

    internal required StoragePlan Storage { get; init; }

    /// <summary>The app's settings: <c>local.settings.json</c>, overridden by the environment, the command line, and what the host has resolved.</summary>
    internal required IConfiguration Configuration { get; init; }

    /// <summary>How long running work may go on after a stop was asked for; <c>STOP_GRACE_SECONDS</c>, default 10.</summary>
    internal required TimeSpan Grace { get; init; }

    /// <summary>
    /// How long a queue message stays hidden after a host that held it was killed; <c>QUEUE_LEASE_SECONDS</c>, default 30. Renewed while its function runs.
    /// </summary>
    internal required TimeSpan QueueLease { get; init; }

    internal TimeSpan StopTimeout => Grace + StopOverhead;

    internal static EmbeddedHostSettings Read(string[] args)
    {
        IConfigurationRoot given = new ConfigurationBuilder()
            .AddInMemoryCollection(LocalSettings.Read(AppContext.BaseDirectory, Directory.GetCurrentDirectory()))
            .AddEnvironmentVariables()
            .AddCommandLine(args)
            .Build();

        // Only the command line decides where to listen: HOST and PORT in an environment usually mean something else.
        IConfigurationRoot line = new ConfigurationBuilder().AddCommandLine(args).Build();
        EmbeddedHome home = EmbeddedHome.Resolve(given);
        StoragePlan storage = StoragePlan.For(given[StoragePlan.Setting], AzuritePorts.Usual);
        Dictionary<string, string?> resolved = new()
        {
            [EmbeddedHome.Setting] = home.Path,
            ["TablesConnection"] = given["TablesConnection"] ?? $"Data Source={home.StoreFile}",
            [StoragePlan.Setting] = storage.ConnectionString,
        };
        return new EmbeddedHostSettings
        {
            Home = home,
            Endpoint = EndpointOf(line),
            HostJson = HostJson.Read(AppContext.BaseDirectory),
            Storage = storage,
            Configuration = new ConfigurationBuilder().AddConfiguration(given).AddInMemoryCollection(resolved).Build(),
            Grace = TimeSpan.FromSeconds(given.GetValue("STOP_GRACE_SECONDS", DefaultGraceSeconds)),
            QueueLease = TimeSpan.FromSeconds(given.GetValue("QUEUE_LEASE_SECONDS", DefaultQueueLeaseSeconds)),
        };
    }

    private static IPEndPoint EndpointOf(IConfiguration line)
    {
        if (!IPAddress.TryParse(line["host"] ?? "127.0.0.1", out IPAddress? address))
        {
            throw new HostStartException($"--host {line["host"]} is not an IP address: give one of this machine's, like 127.0.0.1 or 0.0.0.0.");
        }

        return ushort.TryParse(line["port"] ?? $"{DefaultPort}", NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            ? new IPEndPoint(address, port)
            : throw new HostStartException($"--port {line["port"]} is not a port: give a number from 0 (a free one) to {ushort.MaxValue}.");
    }
}
