using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;

namespace Coder.Testing;

/// <summary>A blob service in memory behind an HTTP handler: containers, whole blobs.</summary>
public sealed class MemoryBlobs : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);

    /// <summary><c>container/name</c> of every blob.</summary>
    public IReadOnlyList<string> Names => [.. _blobs.Keys.Select(path => Uri.UnescapeDataString(path.TrimStart('/'))).Order(StringComparer.Ordinal)];

    /// <summary>Loses every blob, as an emulator that was killed may.</summary>
    public void Clear() => _blobs.Clear();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.AbsolutePath;
        if (request.Method == HttpMethod.Put)
        {
            if (!request.RequestUri.Query.Contains("restype=container", StringComparison.Ordinal))
            {
                _blobs[path] = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            }

            return Tagged(new HttpResponseMessage(HttpStatusCode.Created));
        }

        if (request.Method == HttpMethod.Delete)
        {
            return _blobs.TryRemove(path, out _) ? new HttpResponseMessage(HttpStatusCode.Accepted) : Missing();
        }

        return _blobs.TryGetValue(path, out byte[]? blob)
            ? Tagged(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(blob) })
            : Missing();
    }

    private static HttpResponseMessage Missing() => new(HttpStatusCode.NotFound) { Headers = { { "x-ms-error-code", "BlobNotFound" } } };

    private static HttpResponseMessage Tagged(HttpResponseMessage response)
    {
        response.Headers.ETag = new EntityTagHeaderValue("\"1\"");
        response.Content.Headers.LastModified = DateTimeOffset.UnixEpoch;
        return response;
    }
}
