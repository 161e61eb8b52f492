using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Coder.Billing.Prices;
using Coder.Functions.Quotes;
using Coder.Graphs.Builtin;
using Coder.Graphs.Definition;
using Coder.Graphs.Stepping;
using Coder.Tests.Graphs;
using FsCheck;
using FsCheck.Fluent;

namespace Coder.Tests.Functions.Quotes;

/// <summary>
/// Graphs of any shape, run by the real stepper with whatever nodes may answer and models may use: what the run costs in the end lies within its quote.
/// </summary>
public sealed class QuoteProperties
{
    private const int StepsMax = 2_000;

    private static readonly PriceTable Prices = new([new ModelPrice("m", 10, 1, 50) { ContextTokens = 2_000 }]);

    [Fact]
    public void Quote_OfAnyGraph_HoldsForEveryRunOfIt()
    {
        int complete = 0;
        int looped = 0;

        Prop.ForAll(
            Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
            seed =>
            {
                Random random = new(seed);
                GraphDefinition graph = GraphSteps.Graph(Nodes(random), $"settings: {{ max_loop_iterations: {random.Next(1, 12)} }}\ninitial_state: {{ max_fix_attempts: {random.Next(0, 4)} }}");
                int? fixAttempts = random.Next(3) == 0 ? random.Next(0, 5) : null;
                Quote quote = QuoteRules.Decide(new QuoteSubject("own", new Dictionary<string, GraphDefinition> { ["own"] = graph }, _ => "m", 4, fixAttempts, null), Prices, []);
                (long cost, RunOutcome outcome, IReadOnlyDictionary<string, int> visits) = Run(graph, fixAttempts, random);
                complete += outcome == RunOutcome.Complete ? 1 : 0;
                looped += visits.Values.Any(count => count > 1) ? 1 : 0;
                return quote.Min <= quote.Expected
                    && quote.Expected <= quote.Max
                    && cost <= quote.Max
                    && (outcome != RunOutcome.Complete || cost >= quote.Min)
                    && quote.Nodes.All(node => visits.GetValueOrDefault(node.Node) <= node.VisitsMax);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

        Assert.True(complete > 40, $"only {complete} runs were complete");
        Assert.True(looped > 40, $"only {looped} runs went round a loop");
    }

    /// <summary>Eight nodes; forward ways by declared edges, ways back by counted scripts and platform steps.</summary>
    private static string Nodes(Random random)
    {
        const int count = 8;
        StringBuilder yaml = new();
        for (int i = 0; i < count; i++)
        {
            string later = Name(random.Next(i + 1, count + 1));
            string fallback = random.Next(2) == 0 ? $", fallback: {Name(random.Next(i + 1, count + 1))}" : "";
            string any = Name(random.Next(0, count + 1));
            yaml.Append(CultureInfo.InvariantCulture, $"{Name(i)}: ").AppendLine(random.Next(8) switch
            {
                0 => $"{{ type: approval, question: q, options: ['yes'], routes: {{ 'yes': {later} }}, on_other: {Name(random.Next(i + 1, count + 1))} }}",
                1 => $"{{ type: script, script: scripts/step.sh, routes: {{ b: {any}, e: {later} }}, writes: [other]{fallback} }}",
                2 or 3 => $"{{ type: script, script: builtin/fix_loop_gate, routes: {{ retry: {any}, exhausted: {later} }}{fallback} }}",
                4 => $"{{ type: script, script: builtin/route_review, routes: {{ revise: {any}, accept: {later} }}{fallback} }}",
                var kind => $"{{ type: llm, prompt: '{new string('p', random.Next(1, 400))}', max_iterations: {random.Next(1, 5)}{(kind == 7 ? ", output_schema: {additionalProperties: false, properties: {review_clean: {}, review_findings: {}, failing_gate: {}}}" : "")}, next: {later}{fallback} }}",
            });
        }

        return yaml.ToString();

        static string Name(int i) => i == count ? "z" : ((char)('a' + i)).ToString();
    }

    private static (long Cost, RunOutcome Outcome, IReadOnlyDictionary<string, int> Visits) Run(GraphDefinition graph, int? fixAttempts, Random random)
    {
        long cost = 0;
        // Not the state's: that counts the entry too at which the run is stopped.
        Dictionary<string, int> visits = new(StringComparer.Ordinal);
        StepResult step = GraphStepper.Start(graph, new StartInput("work") { Overrides = new BuiltinInput { MaxFixAttempts = fixAttempts } });
        for (int steps = 0; steps < StepsMax; steps++)
        {
            switch (Assert.Single(step.Commands))
            {
                case Finish finish:
                    return (cost, finish.Outcome, visits);
                case RunScript { Builtin: { } builtin } script when BuiltinSteps.IsPure(builtin):
                    step = GraphStepper.Next(graph, step.State, BuiltinSteps.Run(script));
                    break;
                case RunScript script:
                    step = GraphStepper.Next(graph, step.State, new NodeSucceeded(script.Node, script.Visit, new JsonObject { ["_next"] = random.Next(2) == 0 ? "b" : "e" }));
                    break;
                case Ask ask:
                    step = GraphStepper.Next(graph, step.State, new Answered(ask.Node, ask.Visit, random.Next(2) == 0 ? "yes" : "no", "me"));
                    break;
                case RunLlm llm:
                    (GraphEvent answer, long spent) = Visit(llm, random);
                    cost += spent;
                    visits[llm.Node] = visits.GetValueOrDefault(llm.Node) + 1;
                    step = GraphStepper.Next(graph, step.State, answer);
                    break;
            }
        }

        throw new InvalidOperationException("The run did not end.");
    }

    /// <summary>Some turns, each within what a model can take and the least that a prompt can be; a visit may fail after any of them, or before.</summary>
    private static (GraphEvent Answer, long Cost) Visit(RunLlm llm, Random random)
    {
        bool fails = random.Next(6) == 0;
        int turnsMax = llm.Spec.MaxIterations + (llm.Spec.OutputSchema is null ? 0 : llm.Spec.SchemaRepairs);
        long cost = 0;
        for (int turns = random.Next(fails ? 0 : 1, turnsMax + 1); turns > 0; turns--)
        {
            int input = random.Next((llm.Spec.Prompt.Length / 8) + 1, 2_001);
            int cached = random.Next(0, input + 1);
            cost += Prices.Estimate("m", input - cached, cached, random.Next(1, VisitCost.AnswerTokensMax + 1)).MicroCredits;
        }

        JsonNode? result = llm.Spec.OutputSchema is null ? "said" : new JsonObject { ["review_clean"] = random.Next(2) == 0, ["review_findings"] = new JsonArray("x"), ["failing_gate"] = "test" };
        return (fails ? new NodeFailed(llm.Node, llm.Visit, "R14", "no") : new NodeSucceeded(llm.Node, llm.Visit, result), cost);
    }
}
