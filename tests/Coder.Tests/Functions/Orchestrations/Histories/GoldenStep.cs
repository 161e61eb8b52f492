using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.History;

namespace Coder.Tests.Functions.Orchestrations.Histories;

/// <summary>One step of an orchestration.</summary>
/// <param name="At">Its clock.</param>
/// <param name="Came">Events, in order.</param>
/// <param name="Decided">What the code asked for.</param>
internal sealed record GoldenStep(DateTime At, IReadOnlyList<HistoryEvent> Came, IReadOnlyList<RecordedAction> Decided)
{
    internal static GoldenStep Of(List<HistoryEvent> events) => new(
        ((StepStarted)events[0]).Time, [.. events.Skip(1).Where(e => e is not RecordedAction)], [.. events.OfType<RecordedAction>()]);

    internal static GoldenStep Read(JsonObject json) => new(
        Time(json["at"]),
        [.. json["came"]!.AsArray().Select(e => Event(e!.AsObject()))],
        [.. json["decided"]!.AsArray().Select(a => Action(a!.AsObject()))]);

    internal JsonObject ToJson() => new()
    {
        ["at"] = Text(At),
        ["came"] = new JsonArray([.. Came.Select(e => (JsonNode)Json(e))]),
        ["decided"] = new JsonArray([.. Decided.Select(a => (JsonNode)Json(a))]),
    };

    internal List<HistoryEvent> ToEvents() => [new StepStarted(At), .. Came, .. Decided];

    private static JsonObject Json(HistoryEvent e) => e switch
    {
        TaskCompleted x => new() { ["completed"] = x.Id, ["result"] = x.Result is null ? null : JsonNode.Parse(x.Result) },
        TaskFailed x => new() { ["failed"] = x.Id, ["error"] = x.Failure.ErrorType, ["message"] = x.Failure.ErrorMessage, ["cause"] = Json(x.Failure.InnerFailure) },
        TimerFired x => new() { ["fired"] = x.Id },
        EventRaised x => new() { ["event"] = x.Name, ["payload"] = x.Payload is null ? null : JsonNode.Parse(x.Payload) },
        ActivityScheduled x => new() { ["activity"] = x.Name, ["id"] = x.Id },
        SubOrchestrationScheduled x => new() { ["orchestrator"] = x.Name, ["id"] = x.Id, ["instance"] = x.InstanceId },
        TimerCreated x => new() { ["timer"] = Text(x.FireAt), ["id"] = x.Id },
        _ => throw new InvalidOperationException($"{e.GetType().Name} has no golden form yet."),
    };

    private static JsonObject? Json(TaskFailureDetails? failure) => failure is null
        ? null
        : new() { ["error"] = failure.ErrorType, ["message"] = failure.ErrorMessage, ["cause"] = Json(failure.InnerFailure) };

    private static HistoryEvent Event(JsonObject json) =>
        json["completed"] is { } completed ? new TaskCompleted((int)completed, json["result"]?.ToJsonString())
        : json["failed"] is { } failed ? new TaskFailed((int)failed, Failure(json))
        : json["fired"] is { } fired ? new TimerFired((int)fired)
        : new EventRaised(json["event"]!.ToString(), json["payload"]?.ToJsonString());

    private static TaskFailureDetails Failure(JsonObject json) => new(
        json["error"]!.ToString(), json["message"]!.ToString(), null, json["cause"] is JsonObject cause ? Failure(cause) : null, null);

    private static RecordedAction Action(JsonObject json) =>
        json["activity"] is { } activity ? new ActivityScheduled((int)json["id"]!, activity.ToString())
        : json["orchestrator"] is { } orchestrator ? new SubOrchestrationScheduled((int)json["id"]!, orchestrator.ToString(), json["instance"]!.ToString())
        : new TimerCreated((int)json["id"]!, Time(json["timer"]));

    private static string Text(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static DateTime Time(JsonNode? text) => DateTime.Parse(text!.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
