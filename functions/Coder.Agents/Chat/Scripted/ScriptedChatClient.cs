using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Coder.Agents.Chat.Scripted;

/// <summary>A model that plays a script: text and tool calls, nothing else.</summary>
public sealed class ScriptedChatClient(Script script, TimeProvider time) : IChatClient
{
    private static readonly ChatClientMetadata Metadata = new("scripted", defaultModelId: "scripted");

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        TurnCoordinates at = TurnCoordinates.From(options);
        ScriptTurn turn = script.Select(at);
        if (turn.DelayMs > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(turn.DelayMs), time, cancellationToken);

        if (!string.IsNullOrEmpty(turn.Text))
            yield return Update(new TextContent(turn.Text));

        IReadOnlyList<ScriptToolCall> calls = turn.ToolCalls ?? [];
        for (int index = 0; index < calls.Count; index++)
            yield return Update(Call(calls[index], $"scripted-{at.Turn}-{index + 1}"));

        ChatResponseUpdate last = Update();
        last.FinishReason = calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
        if (turn.Usage is { } usage)
            last.Contents.Add(new UsageContent(Details(usage)));
        yield return last;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ChatClientMetadata) ? Metadata : null;

    public void Dispose()
    {
    }

    private static ChatResponseUpdate Update(params AIContent[] contents) => new(ChatRole.Assistant, [.. contents]) { ModelId = "scripted" };

    private static FunctionCallContent Call(ScriptToolCall call, string id)
    {
        string arguments = call.Arguments.ToJsonString();
        return new FunctionCallContent(id, call.Name, JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments)) { RawRepresentation = arguments };
    }

    private static UsageDetails Details(ScriptUsage usage) => new()
    {
        InputTokenCount = usage.InputTokens,
        CachedInputTokenCount = usage.CachedInputTokens,
        OutputTokenCount = usage.OutputTokens,
    };
}
