using System.Text.Json;
using Coder.Agents.Chat.Turns;
using Coder.Graphs.Prompts;
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
        contents.AddRange(turn.ToolCalls.Zip(Ids(turn.ToolCalls), Call));
        return new ChatMessage(ChatRole.Assistant, contents);
    }

    private static ChatMessage Results(CommittedTurn turn)
    {
        Dictionary<string, Queue<CommittedToolResult>> byCall = turn.ToolResults.GroupBy(result => result.CallId, StringComparer.Ordinal)
            .ToDictionary(results => results.Key, results => new Queue<CommittedToolResult>(results), StringComparer.Ordinal);
        return new ChatMessage(ChatRole.Tool, [.. turn.ToolCalls.Zip(Ids(turn.ToolCalls), (call, id) => Result(call, id, Next(call.Id)))]);

        // Calls are carried out in order: of two with one id the first result is the first one's.
        CommittedToolResult? Next(string id) => byCall.TryGetValue(id, out Queue<CommittedToolResult>? left) && left.TryDequeue(out CommittedToolResult? result) ? result : null;
    }

    /// <summary>The ids as they are sent: one that the model gave twice in a turn is told apart by a number, because providers refuse repeated ids.</summary>
    private static IEnumerable<string> Ids(IReadOnlyList<ToolCall> calls)
    {
        HashSet<string> sent = new(StringComparer.Ordinal);
        HashSet<string> given = [.. calls.Select(call => call.Id)];
        foreach (ToolCall call in calls)
        {
            string id = call.Id;
            for (int number = 2; !sent.Add(id); number++)
            {
                string next = $"{call.Id}-{number}";
                id = given.Contains(next) ? id : next;
            }

            yield return id;
        }
    }

    private static FunctionCallContent Call(ToolCall call, string id) => new(id, call.Name, ArgumentsOf(call.ArgumentsJson)) { RawRepresentation = call.ArgumentsJson };

    /// <summary>What a tool brought back comes from files and programs: data. The user's own answers are not.</summary>
    private static FunctionResultContent Result(ToolCall call, string id, CommittedToolResult? result) => new(id, result is null ? Interrupted : Told(call, result.Content))
    {
        AdditionalProperties = result is { IsError: false } ? null : new AdditionalPropertiesDictionary { [IsErrorKey] = true },
    };

    private static string Told(ToolCall call, string content) =>
        call.Name.StartsWith("user__", StringComparison.Ordinal) ? content : Untrusted.Fence($"the result of {call.Name}", content);

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
