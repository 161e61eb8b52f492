using System.Text.Json.Nodes;
using Coder.Agents.Chat.Scripted;

namespace Coder.Testing.Models;

/// <summary>The chat completions of OpenAI and of servers compatible with it.</summary>
public sealed class OpenAiServer : ModelServer
{
    public const string ApiKey = "sk-test-0123456789";

    private OpenAiServer(Func<ModelRequest, ModelReply> reply) : base("/v1/chat/completions", reply)
    {
    }

    /// <summary>For <c>OPENAI_BASE_URL</c>.</summary>
    public string BaseUrl => Root + "/v1";

    public static async Task<OpenAiServer> StartAsync(Func<ModelRequest, ModelReply> reply)
    {
        var server = new OpenAiServer(reply);
        await server.StartAsync();
        return server;
    }

    protected override ModelReply.Error? Check(ModelRequest request)
    {
        if (request.Headers.GetValueOrDefault("authorization") != $"Bearer {ApiKey}")
            return new ModelReply.Error(401, $"Incorrect API key provided: {request.Headers.GetValueOrDefault("authorization")?.Split(' ')[^1]}.");
        return CheckMessages(request.Messages) is { } finding ? new ModelReply.Error(400, finding) : null;
    }

    protected override IEnumerable<string> Events(ModelRequest request, ScriptTurn turn)
    {
        IReadOnlyList<ScriptToolCall> calls = turn.ToolCalls ?? [];
        yield return Chunk(request, new JsonObject { ["role"] = "assistant", ["content"] = calls.Count > 0 ? null : "" });
        foreach (string piece in Pieces(turn.Text ?? ""))
            yield return Chunk(request, new JsonObject { ["content"] = piece });

        for (int index = 0; index < calls.Count; index++)
        {
            yield return Chunk(request, ToolDelta(index, $"call_{Requests.Count}_{index}", calls[index].Name, ""));
            foreach (string piece in Pieces(calls[index].Arguments.ToJsonString()))
                yield return Chunk(request, ToolDelta(index, null, null, piece));
        }

        yield return Chunk(request, [], calls.Count > 0 ? "tool_calls" : "stop");
        // Compatible servers without usage exist: a turn without it stands for them.
        if (turn.Usage is { } usage && (bool?)request.Body["stream_options"]?["include_usage"] == true)
            yield return Data(Envelope(request, [], Usage(usage)));
        yield return "data: [DONE]\n\n";
    }

    protected override string ErrorEvent(string type, string message) => Data(Body(type, message));

    protected override JsonObject ErrorBody(ModelReply.Error error) => Body(error.Type ?? (error.Status switch
    {
        401 => "invalid_api_key",
        404 => "model_not_found",
        429 => "rate_limit_exceeded",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    }), error.Message);

    private static JsonObject Body(string type, string message) =>
        new() { ["error"] = new JsonObject { ["message"] = message, ["type"] = type, ["param"] = null, ["code"] = type } };

    private static JsonObject ToolDelta(int index, string? id, string? name, string arguments)
    {
        var call = new JsonObject { ["index"] = index };
        var function = new JsonObject { ["arguments"] = arguments };
        if (id is not null)
        {
            call["id"] = id;
            call["type"] = "function";
            function["name"] = name;
        }

        call["function"] = function;
        return new JsonObject { ["tool_calls"] = new JsonArray(call) };
    }

    private string Chunk(ModelRequest request, JsonObject delta, string? finish = null) =>
        Data(Envelope(request, [new JsonObject { ["index"] = 0, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = finish }], null));

    private JsonObject Envelope(ModelRequest request, JsonArray choices, JsonObject? usage) => new()
    {
        ["id"] = $"chatcmpl-{Requests.Count}", ["object"] = "chat.completion.chunk", ["created"] = 1_750_000_000, ["model"] = (string?)request.Body["model"],
        ["choices"] = choices, ["usage"] = usage,
    };

    private static JsonObject Usage(ScriptUsage usage) => new()
    {
        ["prompt_tokens"] = usage.InputTokens, ["completion_tokens"] = usage.OutputTokens, ["total_tokens"] = usage.InputTokens + usage.OutputTokens,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CachedInputTokens },
    };

    private static string Data(JsonObject data) => $"data: {data.ToJsonString()}\n\n";

    private static string? CheckMessages(JsonArray messages)
    {
        if (messages.Count == 0)
            return "[] is too short - 'messages'";

        for (int at = 0; at < messages.Count; at++)
        {
            string[] asked = [.. (messages[at]?["tool_calls"] as JsonArray ?? []).Select(call => (string)call!["id"]!)];
            string[] answered = [.. messages.Skip(at + 1).TakeWhile(IsTool).Select(message => (string)message!["tool_call_id"]!)];
            if (asked.Except(answered).Any())
                return "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.";
            if (IsTool(messages[at]) && (at == 0 || (!IsTool(messages[at - 1]) && messages[at - 1]?["tool_calls"] is null)))
                return "messages with role 'tool' must be a response to a preceding message with 'tool_calls'.";
        }

        return null;
    }

    private static bool IsTool(JsonNode? message) => (string?)message?["role"] == "tool";
}
