using System.Reflection;
using System.Text.Json.Nodes;
using Coder.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Execution;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coder.Tests.Functions.Orchestrations.Histories;

/// <summary>Replays a history from zero with the engine's own replayer and the app's own code.</summary>
internal static class GoldenReplay
{
    private static readonly ExecutionServices Services = new(JsonDataConverter.Default, NullLoggerFactory.Instance, TimeSpan.FromDays(3));

    /// <summary>The app's orchestrators by name.</summary>
    internal static IReadOnlyDictionary<string, MethodInfo> Orchestrators { get; } = typeof(GraphRun).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance))
        .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(OrchestrationTriggerAttribute))))
        .ToDictionary(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);

    /// <summary>Throws what the engine throws when the code no longer decides what the history says.</summary>
    internal static void Replay(GoldenHistory history)
    {
        InstanceIdentity identity = new(history.Orchestrator, history.Instance, history.Parent, history.Input);
        OrchestrationExecution execution = new(identity, Body(history.Orchestrator), Services, () => { });
        bool waits = history.Outcome == "Running";
        foreach (GoldenStep step in waits ? history.Steps : history.Steps.SkipLast(1))
        {
            execution.Replay(step.ToEvents());
        }

        if (!waits)
        {
            GoldenStep last = history.Steps[^1];
            StepResult result = execution.Run(last.At, last.Came);
            Assert.Equal(last.Decided.Select(action => action.Describe()), result.Actions.Select(action => action.Recorded.Describe()));
            AssertEnd(history, result.End);
        }
    }

    private static void AssertEnd(GoldenHistory history, ExecutionEnd? end)
    {
        switch (end)
        {
            case ExecutionEnd.Completed completed:
                Assert.Equal("Completed", history.Outcome);
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse(history.Output ?? "null"), JsonNode.Parse(completed.Output ?? "null")), completed.Output);
                break;
            case ExecutionEnd.Failed failed:
                Assert.Equal(("Failed", history.Output), (history.Outcome, failed.Failure.ErrorType));
                break;
            default:
                Assert.Fail($"The code ends with {end?.GetType().Name ?? "nothing"}, the history with {history.Outcome}.");
                break;
        }
    }

    private static OrchestratorBody Body(string name)
    {
        MethodInfo method = Orchestrators[name];
        return async context =>
        {
            Task task = (Task)method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [context], null)!;
            await task;
            return JsonDataConverter.Default.Serialize(((dynamic)task).Result);
        };
    }
}
