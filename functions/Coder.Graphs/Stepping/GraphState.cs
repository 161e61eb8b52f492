using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Graphs.Builtin;

namespace Coder.Graphs.Stepping;

/// <summary>Everything a run must remember between two steps. Treat as immutable.</summary>
public sealed record GraphState
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The state that templates and scripts see. Number text and key order are kept.</summary>
    public required JsonObject Values { get; init; }

    /// <summary>Resolved variables.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public BuiltinInput Overrides { get; init; } = new();

    /// <summary>Entries of each node so far.</summary>
    public IReadOnlyDictionary<string, int> Visits { get; init; } = new Dictionary<string, int>();

    /// <summary>Null before the first command and after the end.</summary>
    public PendingVisit? Pending { get; init; }

    /// <summary>Set while the pending node is a fallback.</summary>
    public NodeError? Error { get; init; }

    /// <summary>Set once; the run is over.</summary>
    public Finish? Finished { get; init; }

    /// <summary>What the script of the pending visit sees as its state.</summary>
    public JsonObject ScriptState()
    {
        var values = Values.DeepClone().AsObject();
        if (Error is { } error)
        {
            values["error"] = new JsonObject { ["code"] = error.Code, ["message"] = error.Message, ["node"] = error.Node };
        }

        return values;
    }

    public string ToJson() => JsonSerializer.Serialize(this, GraphJson.Options);

    /// <exception cref="JsonException">Not a state, or of a schema this version does not know.</exception>
    public static GraphState FromJson(string json)
    {
        var state = JsonSerializer.Deserialize<GraphState>(json, GraphJson.Options) ?? throw new JsonException("The state is null.");
        return state.Schema == CurrentSchema
            ? state
            : throw new JsonException(
                $"The state has schema {state.Schema}; this version reads {CurrentSchema}. Finish the run with the version that started it.");
    }
}
