using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Agents.Chat.Transcript;
using Coder.Agents.Chat.Turns;
using Coder.Billing.Prices;

namespace Coder.Functions.Trajectories;

/// <summary>
/// What an agent was told, said and did, in the Agent Trajectory Interchange Format (Harbor's RFC 0001). One document an agent: those that it asked are in its
/// <c>subagent_trajectories</c>. Pure.
/// </summary>
/// <param name="id">Unique among the documents of a run.</param>
/// <param name="session">The run.</param>
internal sealed class TrajectoryDocument(string id, string session, string agent, string version, string? model)
{
    internal const string SchemaVersion = "ATIF-v1.7";

    private readonly JsonArray _steps = [];
    private readonly JsonArray _children = [];
    private long _prompt;
    private long _cached;
    private long _completion;
    private decimal _usd;

    internal void Told(string source, string message, DateTimeOffset? at, JsonObject? extra = null) => Add(source, message, at, extra);

    /// <summary>A turn of a model with what its tools answered.</summary>
    internal void Said(TurnResult turn, IReadOnlyList<CommittedToolResult> results, long microCredits, DateTimeOffset? at, JsonObject extra)
    {
        JsonObject step = Add("agent", turn.Text, at, null);
        step["model_name"] = turn.ModelId;
        step["llm_call_count"] = 1;
        if (turn.ToolCalls.Count > 0)
        {
            step["tool_calls"] = new JsonArray([.. turn.ToolCalls.Select((call, index) => (JsonNode)CallOf(call, IdOf(turn, index)))]);
            step["observation"] = new JsonObject
            {
                ["results"] = new JsonArray([.. results.Select((result, index) => (JsonNode)new JsonObject
                {
                    // Results are in the order of the calls, and there are never more of them.
                    ["source_call_id"] = IdOf(turn, index), ["content"] = result.Content, ["extra"] = new JsonObject { ["is_error"] = result.IsError },
                })]),
            };
        }

        decimal usd = (decimal)microCredits / PriceTable.MicroCreditsPerCredit * PriceTable.UsdPerCredit;
        step["metrics"] = new JsonObject
        {
            ["prompt_tokens"] = turn.Usage.InputTokens, ["completion_tokens"] = turn.Usage.OutputTokens, ["cached_tokens"] = turn.Usage.CachedInputTokens, ["cost_usd"] = usd,
        };
        extra["finish_reason"] = turn.FinishReason;
        extra["usage_estimated"] = turn.Usage.Estimated;
        step["extra"] = extra;
        (_prompt, _cached, _completion, _usd) = (_prompt + turn.Usage.InputTokens, _cached + turn.Usage.CachedInputTokens, _completion + turn.Usage.OutputTokens, _usd + usd);
    }

    /// <summary>Another agent was asked by the graph; no model decided that.</summary>
    internal void Asked(string name, string prompt, string childId, JsonObject child, DateTimeOffset? at, JsonObject extra)
    {
        JsonObject step = Add("agent", "", at, extra);
        step["llm_call_count"] = 0;
        step["tool_calls"] = new JsonArray(new JsonObject { ["tool_call_id"] = childId, ["function_name"] = name, ["arguments"] = new JsonObject { ["prompt"] = prompt } });
        step["observation"] = new JsonObject
        {
            ["results"] = new JsonArray(new JsonObject { ["source_call_id"] = childId, ["subagent_trajectory_ref"] = new JsonArray(new JsonObject { ["trajectory_id"] = childId }) }),
        };
        _children.Add((JsonNode)child);
    }

    internal JsonObject ToJson(JsonObject? extra)
    {
        JsonObject document = new()
        {
            ["schema_version"] = SchemaVersion,
            ["session_id"] = session,
            ["trajectory_id"] = id,
            ["agent"] = AgentOf(),
            ["steps"] = _steps,
            ["final_metrics"] = new JsonObject
            {
                ["total_prompt_tokens"] = _prompt,
                ["total_completion_tokens"] = _completion,
                ["total_cached_tokens"] = _cached,
                ["total_cost_usd"] = _usd,
                ["total_steps"] = _steps.Count,
            },
        };
        if (extra is not null)
        {
            document["extra"] = extra;
        }

        if (_children.Count > 0)
        {
            document["notes"] = "The metrics of agents that were asked are in their own trajectories.";
            document["subagent_trajectories"] = _children;
        }

        return document;
    }

    private JsonObject AgentOf()
    {
        JsonObject described = new() { ["name"] = agent, ["version"] = version };
        if (model is not null)
        {
            described["model_name"] = model;
        }

        return described;
    }

    private JsonObject Add(string source, string message, DateTimeOffset? at, JsonObject? extra)
    {
        JsonObject step = new() { ["step_id"] = _steps.Count + 1, ["source"] = source, ["message"] = message };
        if (at is { } time)
        {
            step["timestamp"] = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
        }

        if (extra is not null)
        {
            step["extra"] = extra;
        }

        _steps.Add((JsonNode)step);
        return step;
    }

    /// <summary>The call's own id, told apart from one of the same turn that a model gave twice.</summary>
    private static string IdOf(TurnResult turn, int index)
    {
        string own = turn.ToolCalls[index].Id;
        return own.Length > 0 && turn.ToolCalls.Count(call => call.Id == own) == 1 ? own : $"{own}#{index}";
    }

    private static JsonObject CallOf(ToolCall call, string callId)
    {
        JsonObject described = new() { ["tool_call_id"] = callId, ["function_name"] = call.Name, ["arguments"] = new JsonObject() };
        try
        {
            if (JsonNode.Parse(call.ArgumentsJson) is JsonObject arguments)
            {
                described["arguments"] = arguments;
                return described;
            }
        }
        catch (JsonException)
        {
            // As the model wrote them, below.
        }

        described["extra"] = new JsonObject { ["raw_arguments"] = call.ArgumentsJson };
        return described;
    }
}
