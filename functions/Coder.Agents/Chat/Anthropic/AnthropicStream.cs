using System.Text;
using System.Text.Json;
using Coder.Agents.Chat.Providers;
using Coder.Agents.Chat.Transcript;
using Microsoft.Extensions.AI;

namespace Coder.Agents.Chat.Anthropic;

/// <summary>Reads the events of one streamed answer, in order.</summary>
internal sealed class AnthropicStream(ProviderFailure failure)
{
    private readonly Dictionary<int, OpenCall> _calls = [];
    private string? _model;
    private string? _messageId;
    private string? _stopReason;
    private long _inputTokens;
    private long _cacheReadTokens;
    private long _cacheWriteTokens;
    private long _outputTokens;

    public bool Ended { get; private set; }

    /// <summary>What an event adds to the answer; null for nothing.</summary>
    /// <exception cref="ModelException">The event is an error, or cannot be read.</exception>
    public ChatResponseUpdate? Read(string data)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(data);
            return Read(json.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw failure.OfProtocol(error.Message, error);
        }
    }

    private ChatResponseUpdate? Read(JsonElement entry)
    {
        switch (entry.GetProperty("type").GetString())
        {
            case "message_start":
                JsonElement message = entry.GetProperty("message");
                _model = message.GetProperty("model").GetString();
                _messageId = message.GetProperty("id").GetString();
                Count(message);
                return null;
            case "content_block_start":
                return Start(entry.GetProperty("index").GetInt32(), entry.GetProperty("content_block"));
            case "content_block_delta":
                return Delta(entry.GetProperty("index").GetInt32(), entry.GetProperty("delta"));
            case "content_block_stop":
                return _calls.Remove(entry.GetProperty("index").GetInt32(), out OpenCall? call) ? Update(call.ToContent()) : null;
            case "message_delta":
                _stopReason = entry.GetProperty("delta").TryGetProperty("stop_reason", out JsonElement reason) ? reason.GetString() : null;
                Count(entry);
                return null;
            case "message_stop":
                Ended = true;
                return Last();
            case "error":
                JsonElement error = entry.GetProperty("error");
                throw failure.OfStream(error.GetProperty("type").GetString() ?? "", error.GetProperty("message").GetString() ?? "");
            default:
                // "ping", and kinds that came later than this code.
                return null;
        }
    }

    private ChatResponseUpdate? Start(int index, JsonElement block)
    {
        switch (block.GetProperty("type").GetString())
        {
            case "tool_use":
                _calls[index] = new OpenCall(block.GetProperty("id").GetString()!, block.GetProperty("name").GetString()!);
                return null;
            case "text" when block.GetProperty("text").GetString() is { Length: > 0 } text:
                return Update(new TextContent(text));
            default:
                return null;
        }
    }

    private ChatResponseUpdate? Delta(int index, JsonElement delta)
    {
        switch (delta.GetProperty("type").GetString())
        {
            case "text_delta":
                return Update(new TextContent(delta.GetProperty("text").GetString()));
            case "input_json_delta" when _calls.TryGetValue(index, out OpenCall? call):
                call.Arguments.Append(delta.GetProperty("partial_json").GetString());
                return null;
            default:
                return null;
        }
    }

    private void Count(JsonElement holder)
    {
        if (!holder.TryGetProperty("usage", out JsonElement usage) || usage.ValueKind != JsonValueKind.Object)
            return;
        _inputTokens = Tokens("input_tokens") ?? _inputTokens;
        _cacheReadTokens = Tokens("cache_read_input_tokens") ?? _cacheReadTokens;
        _cacheWriteTokens = Tokens("cache_creation_input_tokens") ?? _cacheWriteTokens;
        _outputTokens = Tokens("output_tokens") ?? _outputTokens;

        long? Tokens(string name) => usage.TryGetProperty(name, out JsonElement count) && count.ValueKind == JsonValueKind.Number ? count.GetInt64() : null;
    }

    private ChatResponseUpdate Last()
    {
        ChatResponseUpdate last = Update();
        last.FinishReason = _stopReason switch
        {
            "end_turn" or "stop_sequence" or null => ChatFinishReason.Stop,
            "tool_use" => ChatFinishReason.ToolCalls,
            "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
            "refusal" => ChatFinishReason.ContentFilter,
            string other => new ChatFinishReason(other),
        };
        // The provider counts cached input apart; the port's input count is all of it.
        long input = _inputTokens + _cacheReadTokens + _cacheWriteTokens;
        if (input + _outputTokens > 0)
            last.Contents.Add(new UsageContent(Usage(input)));
        return last;
    }

    private UsageDetails Usage(long input) => new()
    {
        InputTokenCount = input,
        CachedInputTokenCount = _cacheReadTokens,
        OutputTokenCount = _outputTokens,
        TotalTokenCount = input + _outputTokens,
        AdditionalCounts = new AdditionalPropertiesDictionary<long> { ["cache_write_input_tokens"] = _cacheWriteTokens },
    };

    private ChatResponseUpdate Update(params AIContent[] contents) =>
        new(ChatRole.Assistant, [.. contents]) { ModelId = _model, MessageId = _messageId, ResponseId = _messageId };

    private sealed record OpenCall(string Id, string Name)
    {
        public StringBuilder Arguments { get; } = new();

        public FunctionCallContent ToContent()
        {
            // A tool without arguments streams none.
            string json = Arguments.Length > 0 ? Arguments.ToString() : "{}";
            return new FunctionCallContent(Id, Name, Conversation.ArgumentsOf(json)) { RawRepresentation = json };
        }
    }
}
