using System.Buffers;
using Coder.Functions.Api;
using Microsoft.AspNetCore.Http;

namespace Coder.Functions.Webhooks;

/// <summary>The exact bytes of a webhook, in a buffer that is given back.</summary>
internal sealed class WebhookBody : IDisposable
{
    /// <summary>What GitHub sends at most.</summary>
    internal const int BytesMax = 25 * 1024 * 1024;

    /// <summary>No more is set aside for what a header promises.</summary>
    private const int PromisedBytesMax = 64 * 1024;

    private byte[] _buffer;
    private int _length;

    private WebhookBody(int bytes) => _buffer = ArrayPool<byte>.Shared.Rent(bytes);

    internal ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    /// <exception cref="ApiException">413, the body is larger than <see cref="BytesMax"/>.</exception>
    internal static async ValueTask<WebhookBody> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > BytesMax)
        {
            throw TooLarge();
        }

        // One more than promised, so that the end is seen without growing.
        WebhookBody body = new((int)Math.Min(request.ContentLength ?? PromisedBytesMax, PromisedBytesMax) + 1);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(body._buffer.AsMemory(body._length), cancellation)) > 0)
            {
                body.Add(read);
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private static ApiException TooLarge() => new(413, "body_too_large", $"The body is larger than {BytesMax} bytes.");

    private void Add(int read)
    {
        _length += read;
        if (_length > BytesMax)
        {
            throw TooLarge();
        }

        if (_length == _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(2 * _length);
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }
}
