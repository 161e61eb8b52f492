using System.Text.Json;
using Coder.Functions.Api;
using Coder.Functions.Dispatch;
using Coder.Graphs.Stepping;
using Coder.Runs.Artifacts;
using Coder.Runs.Records;
using Coder.Runs.Steps;
using Coder.Runs.Storage;
using Microsoft.DurableTask.Client;

namespace Coder.Functions.Runs;

/// <summary>
/// Removes a run that is over, with all that was kept of it but its usage, its postings and its audit records. The run's own row goes last: cut off, a repeat
/// removes what is left.
/// </summary>
public sealed class RunPurge(RunStore runs, StepStore steps, RunRows rows, ArtifactStore artifacts, WorkLog log, RunAudit audit, TimeProvider time)
{
    /// <summary>Between the row that says that a run is final and the end of its orchestration lies less, unless something is wrong.</summary>
    private static readonly TimeSpan EndingMax = TimeSpan.FromSeconds(20);

    /// <param name="key">Id of the API key that asks for it.</param>
    /// <exception cref="ApiException">409: the run is not over, or its end is still being carried out.</exception>
    internal async Task PurgeAsync(RunRecord run, string key, DurableTaskClient client, CancellationToken cancellation)
    {
        if (!RunTransitions.IsFinal(run.Status))
        {
            throw NotOver($"The run is not over: cancel it first (`POST /v1/runs/{run.RunId}/cancel`, `coder runs cancel`), then delete it.");
        }

        await RequireEndedAsync(run, client, cancellation);
        if (Conversation.Of(run) is { } conversation && !await log.ForgetRunAsync(conversation, run.RunId, cancellation))
        {
            throw Ending();
        }

        await audit.PurgedAsync(run, key, cancellation);
        await RunInstances.PurgeAsync(run, client, cancellation);
        await artifacts.RemoveAsync(run.RunId, cancellation);
        await rows.RemoveAsync(run.RunId, await ScopesAsync(run.RunId, cancellation), cancellation);
        await runs.RemoveAsync(run, cancellation);
    }

    private async Task RequireEndedAsync(RunRecord run, DurableTaskClient client, CancellationToken cancellation)
    {
        if (await client.GetInstanceAsync(run.InstanceId, cancellation) is null or { IsCompleted: true })
        {
            return;
        }

        using CancellationTokenSource patience = new(EndingMax, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await client.WaitForInstanceCompletionAsync(run.InstanceId, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Ending();
        }
    }

    private static ApiException NotOver(string detail) => new(409, "run_not_over", detail);

    private static ApiException Ending() => NotOver("The run's end is still being carried out: artifacts, events, words at its forge. Delete it again in a minute.");

    /// <summary>The run's own scope and those of its child agents, as its steps name them.</summary>
    private async Task<IReadOnlyList<string>> ScopesAsync(string runId, CancellationToken cancellation)
    {
        List<string> scopes = [runId];
        for (int i = 0; i < scopes.Count; i++)
        {
            await foreach (RunAgent child in ChildrenAsync(scopes[i], cancellation))
            {
                scopes.Add(RunSteps.ChildScope(scopes[i], child.Node, child.Visit));
            }
        }

        return scopes;
    }

    private async IAsyncEnumerable<RunAgent> ChildrenAsync(string scope, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (int step = 0; ; step++)
        {
            StepDocument? decided;
            try
            {
                decided = await steps.FindAsync<StepDocument>(scope, step, cancellation);
            }
            catch (ContentLostException)
            {
                // A purge that was cut off has removed the blob, and so the documents of all scopes before it.
                continue;
            }

            if (decided is null)
            {
                yield break;
            }

            if (JsonSerializer.Deserialize<GraphCommand>(decided.Command, GraphJson.Options) is RunAgent child)
            {
                yield return child;
            }
        }
    }
}
