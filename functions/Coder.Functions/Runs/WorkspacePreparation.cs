using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Dispatch;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Runs;

/// <summary>The first work of a run.</summary>
public sealed class WorkspacePreparation(RunStore runs, RunRepositories repositories, RunWorkspaces workspaces, RunJournal journal, Conversations conversations, TimeProvider time)
{
    public async Task<ActivityOutput> PrepareAsync(RunRecord run, CancellationToken cancellation)
    {
        if (run.Status == RunStatus.Queued)
        {
            run = await runs.UpdateAsync(run.Key, r => r.Status == RunStatus.Queued ? r.After(RunOperation.Start, time.GetUtcNow()) : r, cancellation);
        }

        await journal.RunAsync(run.RunId, RunEventTypes.RunStarted, "started", new JsonObject { ["agent"] = run.Agent, ["model"] = run.Model, ["base_commit"] = run.BaseCommit }, cancellation);
        await conversations.BegunAsync(run, cancellation);
        await repositories.EnsureAsync(run, cancellation);
        await using IWorkspaceSession workspace = await workspaces.OpenAsync(run, null, cancellation);
        foreach (WorkspaceNote note in await WorkspaceNotes.FindAsync(workspace, cancellation))
        {
            await journal.WarnAsync(run.RunId, note.Code, note.Message, cancellation);
        }

        if (run.IsReading)
        {
            // Nothing will be built, and what is read may be anybody's.
            return ActivityOutput.Done;
        }

        await journal.RunAsync(run.RunId, RunEventTypes.RestoreStarted, "restore/started", [], cancellation);
        RestoreResult restore = await workspace.RestoreDependenciesAsync(null, cancellation);
        await journal.RunAsync(run.RunId, RunEventTypes.RestoreCompleted, "restore/completed", Describe(restore), cancellation);
        if (!restore.Succeeded)
        {
            RestoreStep failed = restore.Steps.First(s => !s.Result.Succeeded);
            await journal.WarnAsync(
                run.RunId,
                "restore_failed",
                $"Dependencies could not be restored ({failed.Command} in {(failed.Directory.Length == 0 ? "." : failed.Directory)} ended with {failed.Result.ExitCode}); "
                + $"the agent works without them: {failed.Result.Output}",
                cancellation);
        }

        return ActivityOutput.Done;
    }

    private static JsonObject Describe(RestoreResult restore) => new()
    {
        ["succeeded"] = restore.Succeeded,
        ["duration_seconds"] = restore.Steps.Sum(s => s.Result.Duration.TotalSeconds),
        ["steps"] = new JsonArray([.. restore.Steps.Select(s => (JsonNode)new JsonObject
        {
            ["ecosystem"] = s.Ecosystem, ["directory"] = s.Directory, ["command"] = s.Command, ["exit_code"] = s.Result.ExitCode,
            ["duration_seconds"] = s.Result.Duration.TotalSeconds,
        })]),
        ["refused_connections"] = RefusedConnections.Describe(restore.Steps.SelectMany(s => s.Result.Refused ?? [])),
    };
}
