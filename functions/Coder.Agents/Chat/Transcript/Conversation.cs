using System.Text.Json;
using Coder.Agents.Chat.Turns;
using Microsoft.Extensions.AI;

namespace Coder.Agents.Chat.Transcript;

/// <summary>The messages of a visit: a pure function of what is stored, so that each turn's messages begin with those of the turn before.</summary>
public static class Conversation
{
    /// <summary>What the model reads for a call whose result was lost.</summary>
    public const string Interrupted = "The call was interrupted and has no result.";

    /// <param name="system">Instructions; empty for none.</param>
    /// <param name="prompt">The node's rendered prompt.</param>
    /// <param name="turns">Finished turns in order.</param>
    public static IReadOnlyList<ChatMessage> Build(string system, string prompt, IReadOnlyList<CommittedTurn> turns)
    {
        var messages = new List<ChatMessage>(2 + 2 * turns.Count);
        if (system.Length > 0)
            messages.Add(new ChatMessage(ChatRole.System, system));
        messages.Add(new ChatMessage(ChatRole.User, prompt));
        foreach (CommittedTurn turn in turns)
        {
            messages.Add(Assistant(turn));
            if (turn.ToolCalls.Count > 0)
                messages.Add(Results(turn));
            if (turn.FollowUp is { } followUp)
                messages.Add(new ChatMessage(ChatRole.User, followUp));
        }

        return messages;
    }

    private static ChatMessage Assistant(CommittedTurn turn)
    {
        var contents = new List<AIContent>();
        // Providers refuse an assistant message without content.
        if (turn.Text.Length > 0 || turn.ToolCalls.Count == 0)
            contents.Add(new TextContent(turn.Text.Length > 0 ? turn.Text : "(no answer)"));
        contents.AddRange(turn.ToolCalls.Select(Call));
        return new ChatMessage(ChatRole.Assistant, contents);
    }

    private static ChatMessage Results(CommittedTurn turn)
    {
        Dictionary<string, CommittedToolResult> byCall = turn.ToolResults.ToDictionary(result => result.CallId);
        return new ChatMessage(ChatRole.Tool, [.. turn.ToolCalls.Select(call => Result(call.Id, byCall.GetValueOrDefault(call.Id)))]);
    }

    private static FunctionCallContent Call(ToolCall call) => new(call.Id, call.Name, ArgumentsOf(call.ArgumentsJson)) { RawRepresentation = call.ArgumentsJson };

    private static FunctionResultContent Result(string callId, CommittedToolResult? result) => new(callId, result?.Content ?? Interrupted)
    {
        AdditionalProperties = result is { IsError: false } ? null : new AdditionalPropertiesDictionary { [IsErrorKey] = true },
    };

    /// <summary>The property of a <see cref="FunctionResultContent"/> that marks a failed tool.</summary>
    internal const string IsErrorKey = "coder.is_error";

    /// <summary>The arguments by name; null when the model did not write a JSON object.</summary>
    internal static Dictionary<string, object?>? ArgumentsOf(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, object?>>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
