using System.Text.Json.Nodes;
using Coder.Runs.Records;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Runs;

/// <summary>The orchestrations that a run has at work.</summary>
internal static class RunInstances
{
    private static readonly OrchestrationRuntimeStatus[] Active =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    /// <summary>Ends what the run's earlier orchestration has left behind: sub-orchestrations whose parent is gone.</summary>
    internal static async Task EndAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation)
    {
        OrchestrationQuery query = new() { Statuses = Active, FetchInputsAndOutputs = true };
        await foreach (OrchestrationMetadata instance in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (instance.InstanceId != run.InstanceId && RunIdOf(instance.SerializedInput) == run.RunId)
            {
                await client.TerminateInstanceAsync(instance.InstanceId, cancellation: cancellation);
            }
        }
    }

    /// <summary>What the inputs of all orchestrations of runs have in common.</summary>
    private static string? RunIdOf(string? input) => input is null ? null : (JsonNode.Parse(input) as JsonObject)?["RunId"]?.ToString();
}
