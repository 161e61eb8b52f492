using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Agents.Chat.Scripted;

namespace Coder.EndToEnd.Tests.Harness;

/// <summary>What a model says and does in a run of the shipped agent, visit by visit.</summary>
internal sealed record Story
{
    public int Complexity { get; init; } = 2;

    /// <summary>The turns of <c>implement</c>, one list a visit; a later visit repeats the last one.</summary>
    public IReadOnlyList<IReadOnlyList<ScriptTurn>> Work { get; init; } = [Fix];

    /// <summary>Mends the function, and says so.</summary>
    public static IReadOnlyList<ScriptTurn> Fix { get; } = [Write(SumProject.Code, SumProject.Right), Say("sum adds now.")];

    /// <summary>Changes something that is no help.</summary>
    public static IReadOnlyList<ScriptTurn> Miss { get; } = [Write(SumProject.Code, "exports.sum = (a, b) => b - a;\n"), Say("It must be the order.")];

    public Script Script => new(Script.CurrentVersion,
    [
        new(1, [Plan(Complexity)], "analyze_request"),
        .. Work.Select((turns, index) => new ScriptVisit(index + 1, turns, "implement")),
        new(1, [new("""{"review_clean": true, "review_findings": []}""", Usage: new(400, 12))], "self_review"),
    ]);

    /// <summary>The story as a file for <c>--model</c>.</summary>
    public string ModelIn(CoderHome home) => $"scripted:{home.Write("script.json", ScriptFile.Write(Script))}";

    public static ScriptTurn Write(string path, string text) => Call("fs_write", ("path", path), ("content", text));

    public static ScriptTurn Remove(string path) => Call("fs_rm", ("path", path));

    public static ScriptTurn Command(string line) => Call("execute_command", ("command", line));

    public static ScriptTurn Say(string text) => new(text, Usage: new(700, 20, 500));

    private static ScriptTurn Call(string name, params (string Name, string Value)[] arguments) => new(
        ToolCalls: [new(name, new JsonObject(arguments.Select(a => KeyValuePair.Create(a.Name, (JsonNode?)a.Value))))], Usage: new(600, 60, 300));

    private static ScriptTurn Plan(int complexity) => new(
        JsonSerializer.Serialize(new
        {
            plan_summary = "sum subtracts; it must add.", files_to_modify = new[] { SumProject.Code }, files_to_create = Array.Empty<string>(), complexity, risks = Array.Empty<string>(),
        }),
        Usage: new(500, 40));
}
