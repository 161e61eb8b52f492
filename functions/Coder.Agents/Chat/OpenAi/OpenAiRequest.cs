using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Coder.Agents.Chat.OpenAi;

/// <summary>Messages and options of the port as the OpenAI library wants them.</summary>
internal static class OpenAiRequest
{
    public static IEnumerable<OpenAI.Chat.ChatMessage> Messages(IEnumerable<ChatMessage> messages) => messages.SelectMany(Messages);

    public static ChatCompletionOptions Options(ChatOptions? options)
    {
        var request = new ChatCompletionOptions
        {
            MaxOutputTokenCount = options?.MaxOutputTokens,
            Temperature = options?.Temperature,
            TopP = options?.TopP,
        };
        if (options?.Reasoning?.Effort is { } effort)
            request.ReasoningEffortLevel = Effort(effort);
        foreach (AIFunctionDeclaration tool in (options?.Tools ?? []).OfType<AIFunctionDeclaration>())
            request.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.JsonSchema.GetRawText())));
        return request;
    }

    private static IEnumerable<OpenAI.Chat.ChatMessage> Messages(ChatMessage message)
    {
        if (message.Role == ChatRole.System)
            return [new SystemChatMessage(message.Text)];
        if (message.Role == ChatRole.Assistant)
            return [Assistant(message)];
        if (message.Role == ChatRole.Tool)
            return message.Contents.OfType<FunctionResultContent>().Select(result => new ToolChatMessage(result.CallId, result.Result as string ?? ""));
        return [new UserChatMessage(message.Text)];
    }

    private static AssistantChatMessage Assistant(ChatMessage message)
    {
        List<ChatToolCall> calls = [.. message.Contents.OfType<FunctionCallContent>().Select(Call)];
        if (calls.Count == 0)
            return new AssistantChatMessage(message.Text);

        var assistant = new AssistantChatMessage(calls);
        if (message.Text.Length > 0)
            assistant.Content.Add(ChatMessageContentPart.CreateTextPart(message.Text));
        return assistant;
    }

    private static ChatToolCall Call(FunctionCallContent call)
    {
        string arguments = call.RawRepresentation as string ?? JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>());
        return ChatToolCall.CreateFunctionToolCall(call.CallId, call.Name, BinaryData.FromString(arguments));
    }

    private static ChatReasoningEffortLevel Effort(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => new ChatReasoningEffortLevel("none"),
        ReasoningEffort.Low => ChatReasoningEffortLevel.Low,
        ReasoningEffort.Medium => ChatReasoningEffortLevel.Medium,
        ReasoningEffort.High => ChatReasoningEffortLevel.High,
        _ => new ChatReasoningEffortLevel("xhigh"),
    };
}
