using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Coder.Agents.Chat.Providers;
using Microsoft.Extensions.AI;

namespace Coder.Agents.Chat.Anthropic;

/// <summary>Anthropic's Messages API, streamed. Retries are the caller's: each call is one request.</summary>
internal sealed class AnthropicChatClient(HttpClient http, Uri baseUrl, string apiKey, string model, TimeProvider time) : IChatClient
{
    private const string ApiVersion = "2023-06-01";
    private const string EventStream = "text/event-stream";

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ProviderFailure _failure = new("Anthropic", baseUrl, apiKey);
    private readonly ChatClientMetadata _metadata = new("anthropic", baseUrl, model);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await SendAsync(messages, options, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType is not EventStream and var other)
            throw _failure.OfProtocol($"it is {other ?? "of no type"}, not {EventStream}.");

        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using IAsyncEnumerator<SseItem<string>> items = SseParser.Create(body).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var answer = new AnthropicStream(_failure);
        while (!answer.Ended && await MoveAsync(items, cancellationToken))
        {
            if (answer.Read(items.Current.Data) is { } update)
                yield return update;
        }

        if (!answer.Ended)
            throw _failure.EndedEarly();
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ChatClientMetadata) ? _metadata : null;

    public void Dispose()
    {
        // The connections outlive a call's client.
    }

    private async Task<HttpResponseMessage> SendAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(baseUrl, "v1/messages"));
        request.Headers.TryAddWithoutValidation("x-api-key", apiKey);
        request.Headers.TryAddWithoutValidation("anthropic-version", ApiVersion);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(EventStream));
        RequestIdHeaders.AddTo(TurnCoordinates.From(options).RequestId, (name, value) => request.Headers.TryAddWithoutValidation(name, value));
        request.Content = new StringContent(AnthropicRequest.Build(model, messages, options).ToJsonString(Compact), Encoding.UTF8, "application/json");

        try
        {
            HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.IsSuccessStatusCode)
                return response;

            using (response)
            {
                string? retryAfter = response.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.First() : null;
                string text = await response.Content.ReadAsStringAsync(cancellation);
                throw _failure.OfStatus((int)response.StatusCode, text, retryAfter, time.GetUtcNow());
            }
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && _failure.OfTransport(error) is not null)
        {
            throw _failure.OfTransport(error)!;
        }
    }

    private async ValueTask<bool> MoveAsync(IAsyncEnumerator<SseItem<string>> items, CancellationToken cancellation)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && _failure.OfTransport(error) is not null)
        {
            throw _failure.OfTransport(error)!;
        }
    }
}
