using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Agents.Chat.Transcript;
using Microsoft.Extensions.AI;

namespace Coder.Agents.Chat.Anthropic;

/// <summary>
/// The body of a Messages API call. Cached are the tools and instructions, and the conversation up to its end: the next turn's request begins with the
/// same bytes (the <c>cache_control</c> marks aside, which are no part of what is cached).
/// </summary>
internal static class AnthropicRequest
{
    private const int MaxTokensDefault = 8192;

    public static JsonObject Build(string model, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        List<ChatMessage> all = [.. messages];
        JsonArray tools = [.. (options?.Tools ?? []).OfType<AIFunctionDeclaration>().Select(Tool)];
        JsonArray system = [.. all.Where(message => message.Role == ChatRole.System).Select(message => TextBlock(message.Text))];
        JsonArray conversation = [.. all.Where(message => message.Role != ChatRole.System).Select(Message)];
        MarkCached(system.Count > 0 ? system : tools);
        MarkCached(conversation.LastOrDefault()?["content"] as JsonArray);

        var body = new JsonObject { ["model"] = model, ["max_tokens"] = options?.MaxOutputTokens ?? MaxTokensDefault, ["stream"] = true };
        if (options?.Temperature is { } temperature)
            body["temperature"] = Rounded(temperature);
        if (options?.TopP is { } topP)
            body["top_p"] = Rounded(topP);
        if (tools.Count > 0)
            body["tools"] = tools;
        if (system.Count > 0)
            body["system"] = system;
        body["messages"] = conversation;
        return body;
    }

    private static JsonNode Tool(AIFunctionDeclaration tool) => new JsonObject
    {
        ["name"] = tool.Name,
        ["description"] = tool.Description,
        ["input_schema"] = JsonNode.Parse(tool.JsonSchema.GetRawText()),
    };

    private static JsonNode Message(ChatMessage message) => new JsonObject
    {
        ["role"] = message.Role == ChatRole.Assistant ? "assistant" : "user",
        ["content"] = new JsonArray([.. message.Contents.Select(Block).OfType<JsonNode>()]),
    };

    private static JsonNode? Block(AIContent content) => content switch
    {
        TextContent { Text.Length: > 0 } text => TextBlock(text.Text),
        FunctionCallContent call => new JsonObject
        {
            ["type"] = "tool_use",
            ["id"] = call.CallId,
            ["name"] = call.Name,
            ["input"] = JsonSerializer.SerializeToNode(call.Arguments) ?? new JsonObject(),
        },
        FunctionResultContent result => ToolResult(result),
        _ => null,
    };

    private static JsonObject ToolResult(FunctionResultContent result)
    {
        var block = new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = result.CallId, ["content"] = result.Result as string ?? "" };
        if (result.AdditionalProperties?.ContainsKey(Conversation.IsErrorKey) == true)
            block["is_error"] = true;
        return block;
    }

    private static JsonObject TextBlock(string text) => new() { ["type"] = "text", ["text"] = text };

    private static void MarkCached(JsonArray? blocks)
    {
        if (blocks is { Count: > 0 })
            blocks[^1]!["cache_control"] = new JsonObject { ["type"] = "ephemeral" };
    }

    // 0.7f would be sent as 0.699999988079071.
    private static decimal Rounded(float value) => Math.Round((decimal)value, 4);
}
