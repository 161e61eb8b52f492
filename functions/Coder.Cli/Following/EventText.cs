using System.Globalization;
using System.Text.Json.Nodes;
using Coder.Contracts;

namespace Coder.Cli.Following;

/// <summary>Events as lines for people.</summary>
internal static class EventText
{
    private const int CommandLengthMax = 100;

    /// <summary>The lines that progress shows: one a node, and what a user decides upon. Null for an event that gets none.</summary>
    public static EventLine? Progress(RunEvent runEvent)
    {
        JsonObject data = runEvent.Data;
        return runEvent.Type switch
        {
            RunEventTypes.RestoreCompleted => new(data.Flag("succeeded") ? LineTone.Good : LineTone.Bad, $"dependencies{Duration(data)}{Steps(data)}"),
            RunEventTypes.NodeCompleted => new(LineTone.Good, $"{Node(data)}{Duration(data)}{Tail(data, "summary")}"),
            RunEventTypes.NodeFailed => new(LineTone.Bad, $"{Node(data)}{Duration(data)}{Tail(data, "message")}"),
            RunEventTypes.GateCompleted => new(data.Text("state") == "passed" ? LineTone.Good : LineTone.Bad, Gate(data)),
            RunEventTypes.PolicyViolated => new(LineTone.Bad, Policy(data)),
            RunEventTypes.ApprovalDecided => new(LineTone.Plain, $"answered {data.Text("answer")} ({data.Text("by") ?? "api"})"),
            RunEventTypes.BranchPublished => new(LineTone.Good, $"branch {data.Text("branch")}"),
            RunEventTypes.PullRequestOpened => new(LineTone.Good, $"pull request #{data.Text("number")} {data.Text("title")}"),
            RunEventTypes.Warning => new(LineTone.Warning, $"warning: {data.Text("message") ?? data.Text("code")}"),
            _ => null,
        };
    }

    /// <summary>One line for every event, for <c>runs logs</c>; null for a live delta.</summary>
    public static string? Log(RunEvent runEvent)
    {
        JsonObject data = runEvent.Data;
        string? text = runEvent.Type switch
        {
            RunEventTypes.TurnDelta => null,
            RunEventTypes.RunStatus => data.Text("status"),
            RunEventTypes.RunCreated => $"{data.Text("agent")} on {data.Text("repository")}",
            RunEventTypes.RunStarted => data.Text("model") ?? "",
            RunEventTypes.NodeStarted => data.Text("type") is { } kind ? $"{Node(data)} ({kind})" : Node(data),
            RunEventTypes.TurnStarted or RunEventTypes.TurnCompleted => $"{Node(data)} turn {data.Text("turn")}",
            RunEventTypes.ToolStarted or RunEventTypes.ToolCompleted => $"{Tool(data)}{(data.Flag("is_error") ? " (error)" : "")}",
            RunEventTypes.CommandStarted => Short(data.Text("command")),
            RunEventTypes.CommandCompleted => $"{Short(data.Text("command"))} exit {data.Text("exit_code")}{Duration(data)}",
            RunEventTypes.ApprovalRequested => data.Text("question"),
            RunEventTypes.ArtifactCreated => data.Text("name") ?? data.Text("id"),
            RunEventTypes.RunCompleted => $"{data.Text("status")} {data.Text("error") ?? data.Text("reason")}".TrimEnd(),
            _ => Progress(runEvent)?.Text ?? (data.Count == 0 ? "" : data.ToJsonString(ApiJson.Options)),
        };
        return text is null ? null : $"{runEvent.At.ToLocalTime():HH:mm:ss} {runEvent.Type,-20} {OneLine(text)}".TrimEnd();
    }

    /// <summary>What happens right now, for the live line; null when the event does not change it.</summary>
    public static string? Activity(RunEvent runEvent)
    {
        JsonObject data = runEvent.Data;
        return runEvent.Type switch
        {
            RunEventTypes.RestoreStarted => "dependencies",
            RunEventTypes.NodeStarted => Node(data),
            RunEventTypes.TurnStarted => $"{Node(data)}: thinking",
            RunEventTypes.TurnDelta => $"{Node(data)}: {LastLine(data.Text("text"))}",
            RunEventTypes.ToolStarted => $"{Node(data)}: {Tool(data)}",
            RunEventTypes.CommandStarted => $"{Node(data)}: {Short(data.Text("command"))}",
            _ => null,
        };
    }

    public static string Gate(JsonObject data)
    {
        string counts = Count(data, "passed") is { } passed ? $": {passed} passed, {Count(data, "failed") ?? 0} failed, {Count(data, "skipped") ?? 0} skipped" : "";
        string reason = data.Text("state") != "passed" && data.Text("reason") is { Length: > 0 } why ? $" - {OneLine(why)}" : "";
        return $"{data.Text("gate")} {data.Text("state")}{counts}{Duration(data)}{reason}";
    }

    private static string Policy(JsonObject data)
    {
        JsonArray findings = data["findings"] as JsonArray ?? [];
        string first = findings is [JsonObject finding, ..] ? $": {finding.Text("path")} {finding.Text("rule")} - {Short(finding.Text("message"))}" : "";
        return $"policy refuses the change ({findings.Count} finding{(findings.Count == 1 ? "" : "s")}){first}";
    }

    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static string Seconds(double seconds) => seconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60} min {(int)seconds % 60} s");

    private static int? Count(JsonObject data, string name) => (int?)data.Number(name);

    private static string Node(JsonObject data)
    {
        string name = data.Text("node") ?? "";
        return data.Number("visit") is > 1 and { } visit ? $"{name} #{visit.ToString(CultureInfo.InvariantCulture)}" : name;
    }

    private static string Tool(JsonObject data)
    {
        string name = data.Text("name") ?? "";
        string summary = OneLine(data.Text("summary") ?? "");
        return summary.StartsWith(name, StringComparison.Ordinal) ? summary : $"{name} {summary}".TrimEnd();
    }

    private static string Duration(JsonObject data) => data.Number("duration_seconds") is { } seconds ? $"  {Seconds(seconds)}" : "";

    private static string Tail(JsonObject data, string name) => data.Text(name) is { Length: > 0 } text ? $"  {Short(text)}" : "";

    private static string Steps(JsonObject data) =>
        data["steps"] is JsonArray { Count: > 0 } steps ? $"  {Short(string.Join(", ", steps.Select(s => s is JsonObject step ? step.Text("command") ?? step.Text("name") : s?.ToString())))}" : "";

    private static string Short(string? text)
    {
        string line = OneLine(text ?? "");
        return line.Length <= CommandLengthMax ? line : $"{line[..(CommandLengthMax - 1)]}…";
    }

    private static string LastLine(string? text) => (text ?? "").TrimEnd().Split('\n')[^1].Trim();
}
