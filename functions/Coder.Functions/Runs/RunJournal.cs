using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Runs.Events;

namespace Coder.Functions.Runs;

/// <summary>Writes the events of node visits: each knows the step that caused it, so that a repeated activity adds nothing.</summary>
public sealed class RunJournal(EventLog events)
{
    /// <summary>Writes an event of a node's visit; <paramref name="source"/> names it within the step.</summary>
    public Task NodeAsync(NodeInput node, string type, string source, JsonObject data, CancellationToken cancellation) =>
        events.AppendAsync(node.RunId, [OfNode(node, type, source, data)], cancellation);

    /// <summary>An event of a node's visit, to be written with others.</summary>
    public static EventDraft OfNode(NodeInput node, string type, string source, JsonObject data)
    {
        JsonObject all = new() { ["node"] = node.Node, ["visit"] = node.Visit };
        if (node.Scope != node.RunId)
        {
            all["scope"] = node.Scope;
        }

        foreach ((string name, JsonNode? value) in data)
        {
            all[name] = value?.DeepClone();
        }

        return new EventDraft(type, all, $"{node.Scope}/{node.Step}/{source}");
    }

    /// <summary>An event of the run itself.</summary>
    public Task RunAsync(string runId, string type, string? source, JsonObject data, CancellationToken cancellation) =>
        events.AppendAsync(runId, type, data, source, cancellation);

    /// <summary>A notice for the user.</summary>
    public Task WarnAsync(string runId, string code, string message, CancellationToken cancellation) =>
        events.AppendAsync(runId, RunEventTypes.Warning, new JsonObject { ["code"] = code, ["message"] = message }, $"warning/{code}", cancellation);
}
