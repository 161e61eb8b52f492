using System.Text.Json.Nodes;
using Coder.Agents.Chat.Scripted;

namespace Coder.Testing.Models;

/// <summary>The Messages API of Anthropic.</summary>
public sealed class AnthropicServer : ModelServer
{
    public const string ApiKey = "sk-ant-test-0123456789";

    private AnthropicServer(Func<ModelRequest, ModelReply> reply) : base("/v1/messages", reply)
    {
    }

    /// <summary>For <c>ANTHROPIC_BASE_URL</c>.</summary>
    public string BaseUrl => Root;

    public static async Task<AnthropicServer> StartAsync(Func<ModelRequest, ModelReply> reply)
    {
        var server = new AnthropicServer(reply);
        await server.StartAsync();
        return server;
    }

    protected override ModelReply.Error? Check(ModelRequest request)
    {
        if (request.Headers.GetValueOrDefault("x-api-key") != ApiKey)
            return new ModelReply.Error(401, $"invalid x-api-key: {request.Headers.GetValueOrDefault("x-api-key")}");
        if (!request.Headers.ContainsKey("anthropic-version"))
            return new ModelReply.Error(400, "anthropic-version: header is required");
        if ((int?)request.Body["max_tokens"] is not > 0)
            return new ModelReply.Error(400, "max_tokens: Field required");
        return CheckMessages(request.Messages) is { } finding ? new ModelReply.Error(400, finding) : null;
    }

    protected override IEnumerable<string> Events(ModelRequest request, ScriptTurn turn)
    {
        ScriptUsage usage = turn.Usage ?? new ScriptUsage(1, 1);
        IReadOnlyList<ScriptToolCall> calls = turn.ToolCalls ?? [];
        yield return Event(new JsonObject
        {
            ["type"] = "message_start",
            ["message"] = new JsonObject
            {
                ["id"] = $"msg_{Requests.Count}", ["type"] = "message", ["role"] = "assistant", ["model"] = (string?)request.Body["model"],
                ["content"] = new JsonArray(), ["stop_reason"] = null, ["stop_sequence"] = null,
                ["usage"] = new JsonObject
                {
                    ["input_tokens"] = usage.InputTokens - usage.CachedInputTokens, ["cache_creation_input_tokens"] = 0,
                    ["cache_read_input_tokens"] = usage.CachedInputTokens, ["output_tokens"] = 1,
                },
            },
        });
        yield return Event(new JsonObject { ["type"] = "ping" });

        int index = 0;
        if (!string.IsNullOrEmpty(turn.Text))
        {
            foreach (string item in Block(index++, new JsonObject { ["type"] = "text", ["text"] = "" }, "text_delta", "text", Pieces(turn.Text)))
                yield return item;
        }

        foreach (ScriptToolCall call in calls)
        {
            var block = new JsonObject { ["type"] = "tool_use", ["id"] = $"toolu_{Requests.Count}_{index}", ["name"] = call.Name, ["input"] = new JsonObject() };
            foreach (string item in Block(index++, block, "input_json_delta", "partial_json", Pieces(call.Arguments.ToJsonString()).Prepend("")))
                yield return item;
        }

        yield return Event(new JsonObject
        {
            ["type"] = "message_delta",
            ["delta"] = new JsonObject { ["stop_reason"] = calls.Count > 0 ? "tool_use" : "end_turn", ["stop_sequence"] = null },
            ["usage"] = new JsonObject { ["output_tokens"] = usage.OutputTokens },
        });
        yield return Event(new JsonObject { ["type"] = "message_stop" });
    }

    protected override string ErrorEvent(string type, string message) => Event(Body(type, message));

    protected override JsonObject ErrorBody(ModelReply.Error error) => Body(error.Type ?? error.Status switch
    {
        400 => "invalid_request_error",
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        529 => "overloaded_error",
        _ => "api_error",
    }, error.Message);

    private static IEnumerable<string> Block(int index, JsonObject block, string deltaType, string field, IEnumerable<string> pieces)
    {
        yield return Event(new JsonObject { ["type"] = "content_block_start", ["index"] = index, ["content_block"] = block });
        foreach (string piece in pieces)
        {
            yield return Event(new JsonObject
            {
                ["type"] = "content_block_delta", ["index"] = index, ["delta"] = new JsonObject { ["type"] = deltaType, [field] = piece },
            });
        }

        yield return Event(new JsonObject { ["type"] = "content_block_stop", ["index"] = index });
    }

    private static JsonObject Body(string type, string message) =>
        new() { ["type"] = "error", ["error"] = new JsonObject { ["type"] = type, ["message"] = message } };

    private static string Event(JsonObject data) => $"event: {(string?)data["type"]}\ndata: {data.ToJsonString()}\n\n";

    private static string? CheckMessages(JsonArray messages)
    {
        if (messages.Count == 0 || (string?)messages[0]?["role"] != "user")
            return "messages: first message must use the \"user\" role";

        for (int at = 0; at < messages.Count; at++)
        {
            if (messages[at]?["content"] is not JsonArray { Count: > 0 } content)
                return $"messages.{at}: content must be a non-empty array";
            if (content.Any(block => (string?)block?["type"] == "text" && string.IsNullOrEmpty((string?)block["text"])))
                return $"messages.{at}: text content blocks must be non-empty";
            string[] asked = Ids(content, "tool_use", "id");
            string[] answered = at + 1 < messages.Count ? Ids(messages[at + 1]!["content"]!.AsArray(), "tool_result", "tool_use_id") : [];
            if (!asked.Order().SequenceEqual(answered.Order()))
                return $"messages.{at}: `tool_use` ids were found without `tool_result` blocks immediately after: {string.Join(", ", asked.Except(answered))}";
        }

        return null;
    }

    private static string[] Ids(JsonArray content, string type, string field) =>
        [.. content.Where(block => (string?)block?["type"] == type).Select(block => (string)block![field]!)];
}
