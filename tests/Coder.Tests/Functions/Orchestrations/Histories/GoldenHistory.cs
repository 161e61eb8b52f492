using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.History;

namespace Coder.Tests.Functions.Orchestrations.Histories;

/// <summary>The history of one orchestration instance as a file that people can read: what came in each step, and what the code decided on it.</summary>
/// <param name="Orchestrator">Its function's name.</param>
/// <param name="Instance">Its id.</param>
/// <param name="Parent">Name and id of the orchestration that called it; null: a client started it.</param>
/// <param name="Input">JSON.</param>
/// <param name="Outcome"><c>Completed</c>, <c>Failed</c>, or that of an instance which waits: <c>Running</c>.</param>
/// <param name="Output">JSON of a completed instance, type of error of a failed one.</param>
/// <param name="Steps">Without the start.</param>
internal sealed record GoldenHistory(
    string Orchestrator, string Instance, ParentOrchestrationInstance? Parent, string? Input, string Outcome, string? Output, IReadOnlyList<GoldenStep> Steps)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static GoldenHistory Of(OrchestrationMetadata instance, ParentOrchestrationInstance? parent, IReadOnlyList<List<HistoryEvent>> steps) => new(
        instance.Name,
        instance.InstanceId,
        parent,
        instance.SerializedInput,
        instance.RuntimeStatus.ToString(),
        instance.FailureDetails?.ErrorType ?? instance.SerializedOutput,
        [.. steps.Skip(1).Select(GoldenStep.Of)]);

    internal static GoldenHistory Read(string file)
    {
        JsonObject json = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        return new GoldenHistory(
            json["orchestrator"]!.ToString(),
            json["instance"]!.ToString(),
            json["parent"] is JsonObject parent ? new(parent["name"]!.ToString(), parent["instance"]!.ToString()) : null,
            json["input"]?.ToJsonString(),
            json["outcome"]!.ToString(),
            json["output"] is JsonValue value && json["outcome"]!.ToString() == "Failed" ? value.ToString() : json["output"]?.ToJsonString(),
            [.. json["steps"]!.AsArray().Select(step => GoldenStep.Read(step!.AsObject()))]);
    }

    internal void Write(string file)
    {
        JsonObject json = new()
        {
            ["orchestrator"] = Orchestrator,
            ["instance"] = Instance,
            ["parent"] = Parent is null ? null : new JsonObject { ["name"] = Parent.Name.Name, ["instance"] = Parent.InstanceId },
            ["input"] = Input is null ? null : JsonNode.Parse(Input),
            ["outcome"] = Outcome,
            ["output"] = Output is null ? null : Outcome == "Failed" ? Output : JsonNode.Parse(Output),
            ["steps"] = new JsonArray([.. Steps.Select(step => (JsonNode)step.ToJson())]),
        };
        File.WriteAllText(file, json.ToJsonString(Readable) + "\n");
    }

    /// <summary>The decisions alone, to tell histories apart.</summary>
    internal string Shape => string.Join("; ", Steps.SelectMany(step => step.Decided).Select(action => action.Describe()));
}
