using System.Text;
using Coder.Agents.Chat.Transcript;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using OpenAiFinishReason = OpenAI.Chat.ChatFinishReason;

namespace Coder.Agents.Chat.OpenAi;

/// <summary>Gathers the chunks of one streamed answer.</summary>
internal sealed class OpenAiStream
{
    private readonly List<OpenCall> _calls = [];
    private OpenAiFinishReason? _finish;
    private ChatTokenUsage? _usage;
    private string? _model;

    /// <summary>True once the server has said why it stopped.</summary>
    public bool Ended => _finish is not null;

    /// <summary>The text that a chunk adds; null for none.</summary>
    public ChatResponseUpdate? Read(StreamingChatCompletionUpdate chunk)
    {
        _model = chunk.Model ?? _model;
        _finish = chunk.FinishReason ?? _finish;
        _usage = chunk.Usage ?? _usage;
        foreach (StreamingChatToolCallUpdate call in chunk.ToolCallUpdates)
            Read(call);

        string text = string.Concat(chunk.ContentUpdate.Select(part => part.Text)) + chunk.RefusalUpdate;
        return text.Length > 0 ? Update(new TextContent(text)) : null;
    }

    /// <summary>The tool calls, the reason and the usage, once the stream is at its end.</summary>
    public ChatResponseUpdate Last()
    {
        ChatResponseUpdate last = Update([.. _calls.Select(call => call.ToContent())]);
        last.FinishReason = _finish switch
        {
            OpenAiFinishReason.Length => ChatFinishReason.Length,
            OpenAiFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
            // Some compatible servers say "stop" with tool calls.
            _ => _calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        };
        if (_usage is { } usage)
            last.Contents.Add(new UsageContent(Usage(usage)));
        return last;
    }

    private void Read(StreamingChatToolCallUpdate update)
    {
        OpenCall? open = _calls.LastOrDefault(call => call.Index == update.Index);
        // Some compatible servers give every call the index 0; a new id is a new call.
        if (open is null || (!string.IsNullOrEmpty(update.ToolCallId) && update.ToolCallId != open.Id))
        {
            string id = string.IsNullOrEmpty(update.ToolCallId) ? $"call-{_calls.Count + 1}" : update.ToolCallId;
            open = new OpenCall(update.Index, id);
            _calls.Add(open);
        }

        open.Name.Append(update.FunctionName);
        if (update.FunctionArgumentsUpdate is { } arguments && !arguments.ToMemory().IsEmpty)
            open.Arguments.Append(arguments);
    }

    private static UsageDetails Usage(ChatTokenUsage usage) => new()
    {
        InputTokenCount = usage.InputTokenCount,
        CachedInputTokenCount = usage.InputTokenDetails?.CachedTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
    };

    private ChatResponseUpdate Update(params AIContent[] contents) => new(ChatRole.Assistant, [.. contents]) { ModelId = _model };

    private sealed record OpenCall(int Index, string Id)
    {
        public StringBuilder Name { get; } = new();

        public StringBuilder Arguments { get; } = new();

        public FunctionCallContent ToContent()
        {
            string json = Arguments.Length > 0 ? Arguments.ToString() : "{}";
            return new FunctionCallContent(Id, Name.ToString(), Conversation.ArgumentsOf(json)) { RawRepresentation = json };
        }
    }
}
