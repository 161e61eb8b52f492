using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;

namespace Coder.Testing.GitHub.Webhooks;

/// <summary>Sends webhooks in order, as GitHub does: signed, once, without trying again.</summary>
internal sealed class WebhookSender : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<(Delivery Delivery, Uri Url, string Secret)> _queue = Channel.CreateUnbounded<(Delivery, Uri, string)>();
    private readonly ConcurrentDictionary<long, Delivery> _sent = new();
    private readonly HttpClient _client = new() { Timeout = Patience };
    private readonly Task _sending;
    private long _lastId;

    internal WebhookSender() => _sending = SendAllAsync();

    /// <summary>Attempts that have ended, oldest first.</summary>
    internal IReadOnlyList<Delivery> Sent => [.. _sent.Values.OrderBy(delivery => delivery.Id)];

    internal void Enqueue(Func<long, Delivery> delivery, Uri url, string secret) =>
        _queue.Writer.TryWrite((delivery(Interlocked.Increment(ref _lastId)), url, secret));

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _sending;
        _client.Dispose();
    }

    private static string Signature(byte[] payload, string secret) => $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), payload))}";

    private async Task SendAllAsync()
    {
        await foreach ((Delivery delivery, Uri url, string secret) in _queue.Reader.ReadAllAsync())
        {
            _sent[delivery.Id] = delivery with { Status = await SendAsync(delivery, url, secret) };
        }
    }

    private async Task<int> SendAsync(Delivery delivery, Uri url, string secret)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, url) { Content = new ByteArrayContent(delivery.Payload) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "GitHub-Hookshot/double");
        request.Headers.TryAddWithoutValidation("X-GitHub-Event", delivery.Event);
        request.Headers.TryAddWithoutValidation("X-GitHub-Delivery", delivery.Guid);
        request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", Signature(delivery.Payload, secret));
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request);
            return (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
    }
}
