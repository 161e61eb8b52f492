using System.Text.Json.Nodes;
using Coder.Runs.Records;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Runs;

/// <summary>The orchestrations that a run has at work.</summary>
internal static class RunInstances
{
    private static readonly OrchestrationRuntimeStatus[] Active =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    /// <summary>Between the clock of the store of orchestrations and that of hosts.</summary>
    private static readonly TimeSpan ClockSkewMax = TimeSpan.FromMinutes(5);

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

    /// <summary>Removes the histories of all orchestrations that have worked on a run and have ended.</summary>
    internal static async Task PurgeAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation)
    {
        OrchestrationQuery query = new() { CreatedFrom = run.CreatedAt - ClockSkewMax, CreatedTo = run.CompletedAt + ClockSkewMax, FetchInputsAndOutputs = true };
        // By its number and not by its input alone: an input may be part of what cannot be read.
        HashSet<string> instances = [.. Enumerable.Range(0, run.Redrives + 1).Select(redrives => (run with { Redrives = redrives }).InstanceId)];
        await foreach (OrchestrationMetadata instance in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (RunIdOf(instance.SerializedInput) == run.RunId)
            {
                instances.Add(instance.InstanceId);
            }
        }

        foreach (string instance in instances)
        {
            await client.PurgeInstanceAsync(instance, cancellation);
        }
    }

    /// <summary>What the inputs of all orchestrations of runs have in common.</summary>
    private static string? RunIdOf(string? input) => input is null ? null : (JsonNode.Parse(input) as JsonObject)?["RunId"]?.ToString();
}
