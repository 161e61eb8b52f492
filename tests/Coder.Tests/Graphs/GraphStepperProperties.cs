using System.Text.Json;
using Coder.Graphs.Definition;
using Coder.Graphs.Stepping;
using FsCheck;
using FsCheck.Fluent;

namespace Coder.Tests.Graphs;

/// <summary>What holds for every sequence of events: no surprise exception, a state that survives storage, the same decision twice, an end at the latest at the loop cap.</summary>
public sealed class GraphStepperProperties
{
    private static readonly GraphDefinition Graph = GraphText.Valid(GraphText.Graph(
        """
        a: { type: input, question: q, validation: 'len(input) < 4', next: b, fallback: z, state_updates: { value: '{{input}}' } }
        b: { type: approval, question: '{{value}}', options: ['yes'], routes: { 'yes': c }, on_other: d, timeout: 5, on_timeout: d }
        c: { type: llm, prompt: '{{value}} {{maybe}}', output_schema: {}, next: e, fallback: d, state_updates: { value: '{{output}}' } }
        d: { type: script, script: scripts/step.sh, routes: { b: b, c: c, e: e }, fallback: e, state_set: { maybe: '{{value}}' } }
        e: { type: agent, agent: child, prompt: '{{value}}{{error.code}}', next: f, fallback: f }
        f: { type: script, script: builtin/fix_loop_gate, routes: { retry: b, exhausted: z } }
        """,
        "settings: { max_loop_iterations: 6, timeout: 500 }\ninitial_state: { value: start }"));

    private static readonly string[] Nodes = ["a", "b", "c", "d", "e", "f", "z", "nobody"];

    private static readonly string?[] Results =
    [
        null, "\"text\"", "1.0", "[1,{\"x\":null}]", "{}", "{\"maybe\":{\"k\":[1]},\"value\":2}", "{\"_next\":\"b\"}", "{\"_next\":\"c\"}", "{\"_next\":\"e\"}",
        "{\"_next\":\"nowhere\"}", "{\"_next\":\"retry\"}", "{\"_next\":\"exhausted\"}", "{\"output\":true,\"error\":\"x\"}",
    ];

    private static readonly Gen<(GraphEvent Event, bool Aimed)> Events =
        from kind in Gen.Choose(0, 9)
        from node in Gen.Elements(Nodes)
        from visit in Gen.Choose(0, 4)
        from attempt in Gen.Choose(0, 3)
        from text in Gen.Elements("yes", "", "é", "far too long", "{{value}}")
        from result in Gen.Elements(Results)
        from elapsed in Gen.Frequency((30, Gen.Choose(0, 500)), (1, Gen.Choose(501, 600)))
        from aimed in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        let parsed = result is null ? null : GraphJson.Parse(result)
        select ((GraphEvent)(kind switch
        {
            <= 3 => new NodeSucceeded(node, visit, parsed),
            <= 5 => new NodeFailed(node, visit, text, "failed"),
            <= 7 => new Answered(node, visit, text, "cli", attempt),
            8 => new Expired(node, visit, attempt),
            _ => text == "yes" && node == "z" ? new RunStopped("R18", "stop") : new Answered(node, visit, "no", "api", 1),
        }) with { ElapsedSeconds = elapsed }, aimed);

    [Fact]
    public void Next_AnyEvents_NeverThrowsAnythingElseAndStoresItsState()
    {
        var ends = new HashSet<string>();

        Prop.ForAll(Events.ListOf(60).ToArbitrary(), events => Holds(events, ends)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

        Assert.Superset(new HashSet<string> { "complete", "R2", "R4", "R18" }, ends);
    }

    private static bool Holds(IList<(GraphEvent Event, bool Aimed)> events, HashSet<string> ends)
    {
        var step = GraphStepper.Start(Graph, new("prompt"));
        foreach (var (drawn, aimed) in events)
        {
            var graphEvent = aimed && step.State.Pending is { } pending ? Aim(drawn, pending) : drawn;
            StepResult next;
            try
            {
                next = GraphStepper.Next(Graph, step.State, graphEvent);
            }
            catch (IllegalGraphEventException)
            {
                continue;
            }

            var again = GraphStepper.Next(Graph, GraphState.FromJson(step.State.ToJson()), Stored(graphEvent));
            var sound = again.State.ToJson() == next.State.ToJson()
                && Json(again.Commands) == Json(next.Commands)
                && next.Commands.All(command => Json([Stored(command)]) == Json([command]))
                && next.Commands.Count == (next.Ignored ? 0 : 1)
                && (next.State.Pending is null) == (next.State.Finished is not null)
                && next.State.Visits.Values.All(visits => visits <= 7);
            if (!sound)
            {
                return false;
            }

            step = next;
        }

        if (step.State.Finished is { } finish)
        {
            ends.Add(finish.Code ?? "complete");
        }

        return true;
    }

    private static GraphEvent Aim(GraphEvent drawn, PendingVisit pending) => drawn switch
    {
        NodeSucceeded done => done with { Node = pending.Node, Visit = pending.Visit },
        NodeFailed failed => failed with { Node = pending.Node, Visit = pending.Visit },
        Answered answered => answered with { Node = pending.Node, Visit = pending.Visit, Attempt = pending.Attempt },
        Expired expired => expired with { Node = pending.Node, Visit = pending.Visit, Attempt = pending.Attempt },
        _ => drawn,
    };

    private static string Json(IReadOnlyList<GraphCommand> commands) => JsonSerializer.Serialize(commands, GraphJson.Options);

    private static T Stored<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, GraphJson.Options), GraphJson.Options)!;
}
