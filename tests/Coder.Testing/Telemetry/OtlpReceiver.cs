using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coder.Testing.Telemetry;

/// <summary>An OTLP collector over HTTP and protobuf, on a free port.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _received = new();

    private OtlpReceiver()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using MemoryStream body = new();
            await request.Body.CopyToAsync(body);
            _received.Enqueue((signal, body.ToArray()));
            return Results.Bytes([], "application/x-protobuf");
        });
    }

    public string Address => _app.Urls.First();

    /// <summary>Everything that came, as it came.</summary>
    public IReadOnlyList<(string Signal, byte[] Body)> Received => [.. _received];

    public IReadOnlyList<OtlpSpan> Spans => [.. Messages("traces").SelectMany(m => m.Many(1)).SelectMany(r => r.Many(2)).SelectMany(s => s.Many(2)).Select(OtlpSpan.Of)];

    /// <summary>Names of metrics.</summary>
    public IReadOnlyList<string> Metrics => [.. Messages("metrics").SelectMany(m => m.Many(1)).SelectMany(r => r.Many(2)).SelectMany(s => s.Many(2)).Select(metric => metric.Text(1)).Distinct()];

    /// <summary>Bodies of log lines.</summary>
    public IReadOnlyList<string> Logs => [.. Messages("logs").SelectMany(m => m.Many(1)).SelectMany(r => r.Many(2)).SelectMany(s => s.Many(2)).Select(line => line.One(5)?.Text(1) ?? "")];

    public static async Task<OtlpReceiver> StartAsync()
    {
        OtlpReceiver receiver = new();
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IEnumerable<ProtobufMessage> Messages(string signal) => _received.Where(r => r.Signal == signal).Select(r => new ProtobufMessage(r.Body));
}
