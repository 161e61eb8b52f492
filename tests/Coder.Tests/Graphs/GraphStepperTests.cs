using System.Text.Json.Nodes;
using Coder.Graphs.Definition;
using Coder.Graphs.Stepping;
using static Coder.Tests.Graphs.GraphSteps;

namespace Coder.Tests.Graphs;

public sealed class GraphStepperTests
{
    [Fact]
    public void Start_Llm_RendersEverythingTheDoerNeeds()
    {
        var step = Start(
            "a: { type: llm, prompt: 'do {{initial_prompt}}', instructions: 'be {{mood}}', next: z, top_p: 0.5, timeout: 9, budget: { credits: 2.5, seconds: 3 }, tools: [user__ask], output_schema: { type: object } }",
            "model: 'scripted:x'\ntemperature: 0.25\ninitial_state: { mood: kind }");

        var llm = Assert.IsType<RunLlm>(Assert.Single(step.Commands));
        Assert.Equal(("a", 1), (llm.Node, llm.Visit));
        Assert.Equal(("be kind", "do it", "scripted:x", 0.25, 0.5, 9), (llm.Spec.Instructions, llm.Spec.Prompt, llm.Spec.Model, llm.Spec.Temperature, llm.Spec.TopP, llm.Spec.TimeoutSeconds));
        Assert.Equal((1, 10, 2, "user__ask"), (llm.Spec.MaxAttempts, llm.Spec.MaxIterations, llm.Spec.SchemaRepairs, Assert.Single(llm.Spec.Tools)));
        Assert.Equal(new NodeBudget(2.5m, 3), llm.Spec.Budget);
        Assert.Equal("{\"type\":\"object\"}", GraphJson.Write(llm.Spec.OutputSchema));
    }

    [Fact]
    public void Start_Script_CarriesStateVariablesAndDefaults()
    {
        var graph = Graph("a: { type: script, script: scripts/step.sh, next: z }", "variables: [{ name: my-var, description: d, default: v }]\ninitial_state: { f: 1.0 }");

        var script = Assert.IsType<RunScript>(GraphStepper.Start(graph, new("it")).Commands[0]);

        Assert.Equal(("scripts/step.sh", null, null, 30), (script.Path, script.Builtin, script.Gate, script.TimeoutSeconds));
        Assert.Equal("""{"f":1.0,"initial_prompt":"it"}""", GraphJson.Write(script.State));
        Assert.Equal("v", script.Environment["LLM_AGENT_VAR_MY_VAR"]);
    }

    [Fact]
    public void Start_Agent_HasItsDefaults()
    {
        var agent = Assert.IsType<RunAgent>(Start("a: { type: agent, agent: child, prompt: '{{initial_prompt}}', next: z }").Commands[0]);

        Assert.Equal(("child", "it", 300), (agent.Agent, agent.Prompt, agent.TimeoutSeconds));
    }

    [Fact]
    public void L7_VariableWithoutValue_FailsNamingIt()
    {
        var finish = Finished(Start("a: { type: llm, prompt: p, next: z }", "variables: [{ name: v, description: the value }]"));

        Assert.Equal(("L7", RunOutcome.Failed), (finish.Code, finish.Outcome));
        Assert.Contains("`v` (the value)", finish.Message);
    }

    [Fact]
    public void L7_UndeclaredVariable_FailsAndAGivenOneWinsOverTheDefault()
    {
        var graph = Graph("a: { type: script, script: scripts/step.sh, next: z }", "variables: [{ name: v, description: d, default: x }]");

        Assert.Equal("L7", Finished(GraphStepper.Start(graph, new("it") { Variables = new Dictionary<string, string> { ["w"] = "1" } })).Code);
        var script = (RunScript)GraphStepper.Start(graph, new("it") { Variables = new Dictionary<string, string> { ["v"] = "y" } }).Commands[0];
        Assert.Equal("y", script.Environment["LLM_AGENT_VAR_V"]);
    }

    [Fact]
    public void LlmText_WithUpdates_IsInScopeButNeverInState()
    {
        var graph = Graph("a: { type: llm, prompt: p, next: z, state_updates: { value: '<{{output}}>', copy: '{{value}}' } }");

        var done = Next(graph, GraphStepper.Start(graph, new("it")), new NodeSucceeded("a", 1, "text"));

        Assert.Equal("done <text>", Finished(done).Output);
        Assert.Equal("""{"initial_prompt":"it","value":"<text>","copy":"<text>"}""", GraphJson.Write(done.State.Values));
    }

    [Fact]
    public void StructuredOutput_Object_MergesTypedBeforeUpdates()
    {
        var graph = Graph("a: { type: llm, prompt: p, next: z, output_schema: {}, state_updates: { x: '{{output.f}}' }, state_set: { whole: '{{output}}', part: 'n={{output.f}}' } }");

        var done = Next(graph, GraphStepper.Start(graph, new("it")), new NodeSucceeded("a", 1, GraphJson.Parse("""{"x":[1],"f":1.0}""")));

        Assert.Equal("""{"initial_prompt":"it","x":"1.0","f":1.0,"whole":{"x":[1],"f":1.0},"part":"n=1.0"}""", GraphJson.Write(done.State.Values));
    }

    [Fact]
    public void StructuredOutput_NotAnObject_IsOnlyInScope()
    {
        var graph = Graph("a: { type: llm, prompt: p, next: z, output_schema: {}, state_updates: { value: '{{output[1]}}' } }");

        Assert.Equal("done 2", Finished(Next(graph, GraphStepper.Start(graph, new("it")), new NodeSucceeded("a", 1, new JsonArray(1, 2)))).Output);
    }

    [Theory]
    [InlineData("""{"_next":"b","k":1}""", "b")]
    [InlineData("""{"_next":7,"k":1}""", "z")]
    [InlineData("""{"k":1}""", "z")]
    public void Script_Result_MergesAllButNextAndRoutes(string result, string target)
    {
        var graph = Graph("a: { type: script, script: scripts/step.sh, next: z }\nb: { type: llm, prompt: p, next: z }");

        var step = Next(graph, GraphStepper.Start(graph, new("it")), new NodeSucceeded("a", 1, GraphJson.Parse(result)));

        Assert.Equal("""{"initial_prompt":"it","k":1}""", GraphJson.Write(step.State.Values));
        Assert.Equal(target, step.Transitions[0].Next);
    }

    [Theory]
    [InlineData("again", "a")]
    [InlineData("z", "z")]
    public void ScriptRoutes_KeyOrValue_IsFollowed(string named, string target)
    {
        var graph = Graph("a: { type: script, script: scripts/step.sh, routes: { again: a, stop: z } }");

        var step = Next(graph, GraphStepper.Start(graph, new("it")), new NodeSucceeded("a", 1, new JsonObject { ["_next"] = named }));

        Assert.Equal(target, step.Transitions[0].Next);
    }

    [Fact]
    public void R1_EmptyNext_FailsTheRun() =>
        Assert.Equal("R1", Finished(Run("a: { type: llm, prompt: p, next: [] }", new NodeSucceeded("a", 1, "x"))).Code);

    [Fact]
    public void R2_RunTimeout_IsCheckedAtEachStepAndFromOutside()
    {
        const string Nodes = "a: { type: llm, prompt: p, next: z }";

        Assert.Equal("R2", Finished(Run(Nodes, new NodeSucceeded("a", 1, "x") { ElapsedSeconds = 10.5 }, "settings: { timeout: 10 }")).Code);
        Assert.Null(Finished(Run(Nodes, new NodeSucceeded("a", 1, "x") { ElapsedSeconds = 10 }, "settings: { timeout: 10 }")).Code);
        Assert.Equal("R2", Finished(Run(Nodes, new RunStopped("R2", "too long"))).Code);
    }

    [Fact]
    public void R3_MoreEntriesThanAllowed_FailsTheRun()
    {
        var graph = Graph("a: { type: script, script: scripts/step.sh, routes: { again: a, stop: z } }", "settings: { max_loop_iterations: 2 }");
        var step = GraphStepper.Start(graph, new("it"));

        step = Next(graph, step, new NodeSucceeded("a", 1, new JsonObject { ["_next"] = "again" }));
        Assert.IsType<RunScript>(step.Commands[0]);
        step = Next(graph, step, new NodeSucceeded("a", 2, new JsonObject { ["_next"] = "again" }));

        Assert.Equal(("R3", "a"), (Finished(step).Code, Finished(step).Node));
    }

    [Theory]
    [InlineData("a: { type: script, script: scripts/step.sh, next: z }")]
    [InlineData("a: { type: script, script: scripts/step.sh, next: z, routes: { x: z } }")]
    public void R4_UnknownNext_FailsTheRun(string nodes) =>
        Assert.Equal("R4", Finished(Run(nodes, new NodeSucceeded("a", 1, new JsonObject { ["_next"] = "nowhere" }))).Code);

    [Fact]
    public void R5_NoNext_FailsTheRun() =>
        Assert.Equal("R5", Finished(Run("a: { type: script, script: scripts/step.sh }", new NodeSucceeded("a", 1, new JsonObject()))).Code);

    [Fact]
    public void R12_MissingReference_FailsTheRunOrGoesToTheFallback()
    {
        Assert.Equal(("R12", "a"), (Finished(Start("a: { type: llm, prompt: '{{q}}', next: z }")).Code, Finished(Start("a: { type: llm, prompt: '{{q}}', next: z }")).Node));
        var step = Start("a: { type: approval, question: '{{q}}', options: [], routes: {}, on_other: z, fallback: b }\nb: { type: llm, prompt: '{{error.code}} {{error.node}}', next: z }");
        Assert.Equal("R12 a", Assert.IsType<RunLlm>(step.Commands[0]).Spec.Prompt);
    }

    [Theory]
    [InlineData("a: { type: script, script: scripts/step.sh, next: z }", "R13")]
    [InlineData("a: { type: llm, prompt: p, next: z }", "R14")]
    [InlineData("a: { type: agent, agent: child, prompt: p, next: z }", "R15")]
    [InlineData("a: { type: input, question: q, next: z }", "R17")]
    public void NodeFailed_WithoutCodeOrFallback_FailsWithTheTypesRule(string nodes, string code)
    {
        var finish = Finished(Run(nodes, new NodeFailed("a", 1, "", "broke")));

        Assert.Equal((code, "broke", "a", RunOutcome.Failed), (finish.Code, finish.Message, finish.Node, finish.Outcome));
        Assert.StartsWith("CODER_FAILED", finish.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void R13_ScriptResultThatIsNoObject_Fails() =>
        Assert.Equal("R13", Finished(Run("a: { type: script, script: scripts/step.sh, next: z }", new NodeSucceeded("a", 1, "text"))).Code);

    [Theory]
    [InlineData("llm, prompt: p", "<boom>")]
    [InlineData("script, script: scripts/step.sh", "before")]
    [InlineData("agent, agent: child, prompt: p", "before")]
    public void Fallback_Failure_PutsTheErrorInScopeAndOnlyLlmUpdatesState(string type, string kept)
    {
        var nodes = $"a: {{ type: {type}, next: z, fallback: b, state_updates: {{ kept: '<{{{{output}}}}>' }} }}\n"
            + "b: { type: script, script: scripts/step.sh, next: c, state_updates: { value: '{{error.code}}/{{error.message}}/{{error.node}}' } }\n"
            + "c: { type: llm, prompt: '{{value}} {{kept}}{{error.code}}', next: z, fallback: z }";
        var graph = Graph(nodes, "initial_state: { kept: before }");

        var step = Next(graph, GraphStepper.Start(graph, new("it")), new NodeFailed("a", 1, "X9", "boom"));

        Assert.Equal("X9", Assert.IsType<RunScript>(step.Commands[0]).State["error"]!["code"]!.GetValue<string>());
        Assert.Equal(kept, step.State.Values["kept"]!.GetValue<string>());
        step = Next(graph, step, new NodeSucceeded("b", 1, new JsonObject()));
        Assert.Equal("X9/boom/a", step.State.Values["value"]!.GetValue<string>());
        Assert.Equal("R12", step.Transitions.Single(transition => transition.Kind == "failed").Code);
    }

    [Fact]
    public void R18_Abort_FailsTheRunWithItsCode()
    {
        var finish = Finished(Run("a: { type: llm, prompt: p, next: z }", new RunStopped("R18", "canceled")));

        Assert.Equal(("R18", "canceled", "a"), (finish.Code, finish.Message, finish.Node));
    }

    [Fact]
    public void R19_StateBeyondTheLimit_FailsTheNode()
    {
        var big = new JsonObject { ["v"] = new string('x', GraphLimits.StateCharsMax) };

        Assert.Equal("R19", Finished(Run("a: { type: script, script: scripts/step.sh, next: z }", new NodeSucceeded("a", 1, big))).Code);
    }

    [Theory]
    [InlineData("output: 'CODER_REJECTED {{v}}'", RunOutcome.Rejected)]
    [InlineData("output: 'CODER_FAILED'", RunOutcome.Failed)]
    [InlineData("output: '{{v}}'", RunOutcome.Complete)]
    [InlineData("output: 'CODER_FAILED', outcome: complete", RunOutcome.Complete)]
    [InlineData("description: silent", RunOutcome.Complete)]
    public void End_Outcome_IsDeclaredOrLiteralNeverRendered(string fields, RunOutcome outcome)
    {
        var graph = GraphText.Valid($"name: n\nstart: z\ninitial_state: {{ v: CODER_FAILED }}\nnodes:\n  z: {{ type: end, {fields} }}\n");

        Assert.Equal(outcome, Finished(GraphStepper.Start(graph, new("it"))).Outcome);
    }

    [Fact]
    public void End_Updates_AreAppliedBeforeTheOutput()
    {
        var graph = GraphText.Valid("name: n\nstart: z\nnodes:\n  z: { type: end, output: '{{v}}', state_updates: { v: '{{initial_prompt}}!' } }\n");

        Assert.Equal("it!", Finished(GraphStepper.Start(graph, new("it"))).Output);
    }

    [Fact]
    public void Next_Repeat_IsIgnoredAndAnImpossibleEventThrows()
    {
        var graph = Graph("a: { type: llm, prompt: p, next: b }\nb: { type: input, question: q, next: z }");
        var step = Next(graph, GraphStepper.Start(graph, new("it")), new NodeSucceeded("a", 1, "x"));

        var repeat = Next(graph, step, new NodeSucceeded("a", 1, "other"));

        Assert.True(repeat.Ignored);
        Assert.Empty(repeat.Commands);
        Assert.Same(step.State, repeat.State);
        Assert.Throws<IllegalGraphEventException>(() => Next(graph, step, new NodeSucceeded("a", 2, "x")));
        Assert.Throws<IllegalGraphEventException>(() => Next(graph, step, new NodeSucceeded("nobody", 1, "x")));
        Assert.Throws<IllegalGraphEventException>(() => Next(graph, step, new NodeSucceeded("b", 1, "x")));
        Assert.Throws<IllegalGraphEventException>(() => Next(graph, step, new Answered("b", 1, "x", "cli", 2)));
    }

    [Fact]
    public void Next_AfterTheEnd_IgnoresEverything()
    {
        var graph = Graph("a: { type: llm, prompt: p, next: z }");
        var end = Next(graph, GraphStepper.Start(graph, new("it")), new NodeSucceeded("a", 1, "x"));

        Assert.True(Next(graph, end, new RunStopped("R18", "late")).Ignored);
    }

    [Fact]
    public void FromJson_UnknownSchema_IsRefusedWithTheReason()
    {
        var json = Start("a: { type: llm, prompt: p, next: z }").State.ToJson().Replace("\"schema\":1", "\"schema\":9", StringComparison.Ordinal);

        Assert.Contains("schema 9", Assert.Throws<System.Text.Json.JsonException>(() => GraphState.FromJson(json)).Message);
    }
}
