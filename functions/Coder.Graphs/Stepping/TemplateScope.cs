using System.Text.Json.Nodes;

namespace Coder.Graphs.Stepping;

/// <summary>What a template can refer to: the state, and names of one node (<c>output</c>, <c>choice</c>, <c>input</c>, <c>error</c>), which win.</summary>
internal sealed class TemplateScope(JsonObject values, NodeError? error = null, string? name = null, JsonNode? scoped = null)
{
    private readonly JsonObject? errorValue = error is null
        ? null
        : new JsonObject { ["code"] = error.Code, ["message"] = error.Message, ["node"] = error.Node };

    public bool TryGet(string key, out JsonNode? value)
    {
        value = null;
        if (key.Length == 0)
        {
            return false;
        }

        if (key == name)
        {
            value = scoped;
            return true;
        }

        if (key == "error" && errorValue is not null)
        {
            value = errorValue;
            return true;
        }

        return values.TryGetPropertyValue(key, out value);
    }
}
