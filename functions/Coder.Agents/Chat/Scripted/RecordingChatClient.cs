using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Coder.Agents.Chat.Scripted;

/// <summary>Adds every whole answer of another client to a script.</summary>
internal sealed class RecordingChatClient(IChatClient inner, ScriptRecorder recorder) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (ChatResponseUpdate update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            updates.Add(update);
            yield return update;
        }

        await recorder.AddAsync(TurnCoordinates.From(options), Turn(updates.ToChatResponse()), cancellationToken);
    }

    private static ScriptTurn Turn(ChatResponse response)
    {
        List<ScriptToolCall> calls = [.. response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(Call)];
        string? text = response.Text is { Length: > 0 } given ? given : calls.Count > 0 ? null : "(no answer)";
        ScriptUsage? usage = response.Usage is { } reported
            ? new ScriptUsage(reported.InputTokenCount ?? 0, reported.OutputTokenCount ?? 0, reported.CachedInputTokenCount ?? 0)
            : null;
        return new ScriptTurn(text, calls.Count > 0 ? calls : null, usage);
    }

    private static ScriptToolCall Call(FunctionCallContent call) => new(
        call.Name,
        call.Arguments is null
            ? new JsonObject { ["not_json"] = call.RawRepresentation as string }
            : JsonSerializer.SerializeToNode(call.Arguments)!.AsObject());
}
