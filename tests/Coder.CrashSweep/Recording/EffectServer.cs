using System.Collections.Concurrent;
using Coder.CrashSweep.Judging;
using Coder.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coder.CrashSweep.Recording;

/// <summary>Takes effects and blobs over loopback HTTP.</summary>
internal sealed class EffectServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EffectServer(WebApplication app, OpenConnections connections)
    {
        _app = app;
        Connections = connections;
    }

    internal string Address => _app.Urls.Single().TrimEnd('/');

    internal OpenConnections Connections { get; }

    internal static async Task<EffectServer> StartAsync(RecordLog log)
    {
        OpenConnections connections = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(connections.Watch));
        WebApplication app = builder.Build();
        app.MapPost("/effects/{**key}", (string key) => log.Add(EntryKind.Effect, key));
        app.MapPost("/tries/{**key}", (string key) => log.Try(key));
        MapBlobs(app);
        await app.StartAsync();
        return new EffectServer(app, connections);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>As much of a blob service as whole blobs need.</summary>
    private static void MapBlobs(WebApplication app)
    {
        ConcurrentDictionary<string, byte[]> blobs = new(StringComparer.Ordinal);
        app.MapPut("/blobs/{**name}", async (string name, HttpContext context) =>
        {
            using MemoryStream content = new();
            await context.Request.Body.CopyToAsync(content);
            blobs[name] = content.ToArray();
            Tag(context.Response);
            return Results.StatusCode(StatusCodes.Status201Created);
        });
        app.MapGet("/blobs/{**name}", (string name, HttpContext context) =>
        {
            Tag(context.Response);
            return blobs.TryGetValue(name, out byte[]? blob) ? Results.Bytes(blob) : Results.NotFound();
        });
    }

    private static void Tag(HttpResponse response)
    {
        response.Headers.ETag = "\"1\"";
        response.Headers.LastModified = DateTimeOffset.UnixEpoch.ToString("R");
    }
}
