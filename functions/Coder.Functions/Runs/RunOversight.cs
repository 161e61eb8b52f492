using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Runs;

/// <summary>
/// Holds runs against their orchestrations. One that has ended while its run has not (its history cannot be read, its code is gone, its work ends the process, an
/// operator terminated it) leaves a run that nobody works on: it is set aside, where its user sees it.
/// </summary>
public sealed class RunOversight(RunStore runs, RunQuarantine quarantine)
{
    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);

    /// <summary>The run as it is after the look.</summary>
    public async Task<RunRecord> CheckAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(client);
        if (RunTransitions.IsFinal(run.Status) || run.Status == RunStatus.Quarantined)
        {
            return run;
        }

        OrchestrationMetadata? instance = await client.GetInstanceAsync(run.InstanceId, cancellation);
        return instance is { IsCompleted: true } ? await SetAsideAsync(run.Key, instance.InstanceId, client, cancellation) : run;
    }

    /// <summary>Finds the runs whose orchestration failed since the last look.</summary>
    public async Task SweepAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        OrchestrationQuery query = new() { Statuses = [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated] };
        await foreach (OrchestrationMetadata instance in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (!_seen.ContainsKey(instance.InstanceId))
            {
                if (await KeyAsync(instance.InstanceId, client, cancellation) is { } key && await runs.FindAsync(key, cancellation) is not null)
                {
                    await SetAsideAsync(key, instance.InstanceId, client, cancellation);
                }

                _seen.TryAdd(instance.InstanceId, true);
            }
        }
    }

    private async Task<RunRecord> SetAsideAsync(RunKey key, string instanceId, DurableTaskClient client, CancellationToken cancellation)
    {
        OrchestrationMetadata? instance = await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellation);
        string error = instance?.FailureDetails?.ErrorMessage ?? $"Its orchestration is {instance?.RuntimeStatus.ToString() ?? "gone"}, and the run has not ended.";
        return await quarantine.PutAsync(key, instanceId, error, cancellation);
    }

    /// <summary>The run of a failed orchestration; null when it is no run's. That of a sub-orchestration is not driven by it: its parent was told.</summary>
    private async Task<RunKey?> KeyAsync(string instanceId, DurableTaskClient client, CancellationToken cancellation)
    {
        OrchestrationMetadata? instance = await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellation);
        if (instance?.SerializedInput is null)
        {
            // Its input is part of what cannot be read.
            return await runs.FindOpenKeyAsync(instanceId.Split('.')[0], cancellation);
        }

        JsonObject? input = JsonNode.Parse(instance.SerializedInput) as JsonObject;
        return input?[nameof(RunCursor.Account)] is JsonValue account && input[nameof(RunCursor.RunId)] is JsonValue run
            ? new RunKey(account.ToString(), run.ToString())
            : null;
    }
}
