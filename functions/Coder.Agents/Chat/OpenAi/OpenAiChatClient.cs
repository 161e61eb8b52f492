using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Coder.Agents.Chat.Providers;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Coder.Agents.Chat.OpenAi;

/// <summary>Chat completions through the official library, streamed: OpenAI, Azure OpenAI, Ollama and every compatible server. Retries are the caller's.</summary>
internal sealed class OpenAiChatClient(HttpClient http, OpenAiAccess access, string model, TimeProvider time) : IChatClient
{
    private readonly ProviderFailure _failure = new(access.Provider, access.BaseUrl, access.ApiKey);
    private readonly ChatClientMetadata _metadata = new("openai", access.BaseUrl, model);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatClient client = Client(TurnCoordinates.From(options).RequestId);
        await using IAsyncEnumerator<StreamingChatCompletionUpdate> chunks = client
            .CompleteChatStreamingAsync(OpenAiRequest.Messages(messages), OpenAiRequest.Options(options), cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        var answer = new OpenAiStream();
        while (await MoveAsync(chunks, cancellationToken))
        {
            if (answer.Read(chunks.Current) is { } update)
                yield return update;
        }

        if (!answer.Ended)
            throw _failure.EndedEarly();
        yield return answer.Last();
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ChatClientMetadata) ? _metadata : null;

    public void Dispose()
    {
        // The connections outlive a call's client.
    }

    // One a call: the library takes headers per client only, and a client is no more than its pipeline.
    private ChatClient Client(string requestId)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = access.BaseUrl,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            Transport = new HttpClientPipelineTransport(http),
        };
        options.AddPolicy(new RequestIdPolicy(requestId), PipelinePosition.PerCall);
        return new ChatClient(model, access.Policy, options);
    }

    private async ValueTask<bool> MoveAsync(IAsyncEnumerator<StreamingChatCompletionUpdate> chunks, CancellationToken cancellation)
    {
        try
        {
            return await chunks.MoveNextAsync();
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && Failure(error) is not null)
        {
            throw Failure(error)!;
        }
    }

    private ModelException? Failure(Exception error) => error switch
    {
        ClientResultException result when result.GetRawResponse() is { } response => _failure.OfStatus(
            response.Status, response.Content.ToString(), response.Headers.TryGetValue("Retry-After", out string? wait) ? wait : null, time.GetUtcNow()),
        ClientResultException { InnerException: { } inner } => _failure.OfTransport(inner),
        JsonException or FormatException or KeyNotFoundException or InvalidOperationException => _failure.OfProtocol(error.Message, error),
        global::Azure.Identity.AuthenticationFailedException => new ModelException(
            ModelErrorCodes.Unauthorized, $"No Entra identity could sign the call to {access.BaseUrl}. Run 'az login', or set AZURE_OPENAI_API_KEY.", inner: error),
        _ => _failure.OfTransport(error),
    };
}
