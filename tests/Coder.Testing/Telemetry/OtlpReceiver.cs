using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Coder.Testing.Telemetry;

/// <summary>An OTLP collector on free ports: over HTTP and protobuf, and over gRPC.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    /// <summary>A flag that says whether the message is compressed, and its length.</summary>
    private const int GrpcPrefixBytes = 5;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _received = new();

    private OtlpReceiver()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, port => port.Protocols = HttpProtocols.Http2);
        });
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            _received.Enqueue((signal, await ReadAsync(request)));
            return Results.Bytes([], "application/x-protobuf");
        });
        foreach ((string signal, string service) in new[] { ("traces", "trace.v1.TraceService"), ("metrics", "metrics.v1.MetricsService"), ("logs", "logs.v1.LogsService") })
        {
            _app.MapPost($"/opentelemetry.proto.collector.{service}/Export", async context =>
            {
                _received.Enqueue((signal, (await ReadAsync(context.Request))[GrpcPrefixBytes..]));
                context.Response.ContentType = "application/grpc";
                await context.Response.Body.WriteAsync(new byte[GrpcPrefixBytes]);
                context.Response.AppendTrailer("grpc-status", "0");
            });
        }
    }

    /// <summary>For <c>http/protobuf</c>.</summary>
    public string Address => _app.Urls.First();

    /// <summary>For <c>grpc</c>.</summary>
    public string GrpcAddress => _app.Urls.Last();

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

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private IEnumerable<ProtobufMessage> Messages(string signal) => _received.Where(r => r.Signal == signal).Select(r => new ProtobufMessage(r.Body));
}
