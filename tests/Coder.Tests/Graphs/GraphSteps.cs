using Coder.Graphs.Definition;
using Coder.Graphs.Stepping;

namespace Coder.Tests.Graphs;

/// <summary>Steps of graphs that are written in a line.</summary>
internal static class GraphSteps
{
    internal static GraphDefinition Graph(string nodes, string top = "") => GraphText.Valid(GraphText.Graph(nodes, top));

    internal static StepResult Start(string nodes, string top = "") => GraphStepper.Start(Graph(nodes, top), new("it"));

    internal static StepResult Run(string nodes, GraphEvent graphEvent, string top = "")
    {
        var graph = Graph(nodes, top);
        return Next(graph, GraphStepper.Start(graph, new("it")), graphEvent);
    }

    /// <summary>Every state of these tests also survives its stored form.</summary>
    internal static StepResult Next(GraphDefinition graph, StepResult step, GraphEvent graphEvent)
    {
        Assert.Equal(step.State.ToJson(), GraphState.FromJson(step.State.ToJson()).ToJson());
        return GraphStepper.Next(graph, step.State, graphEvent);
    }

    internal static Finish Finished(StepResult step) => Assert.IsType<Finish>(Assert.Single(step.Commands));
}
