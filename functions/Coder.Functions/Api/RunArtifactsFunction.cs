using Coder.Accounts.Keys;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Coder.Functions.Ending;
using Coder.Functions.Runs;
using Coder.Redaction;
using Coder.Runs.Artifacts;
using Coder.Runs.Records;
using Coder.Runs.Redaction;
using Coder.Runs.Storage;
using Coder.Workspaces.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary><c>/v1/runs/{id}/artifacts</c> and <c>/v1/runs/{id}/diff</c>.</summary>
public sealed class RunArtifactsFunction(RunStore runs, ArtifactStore store, RunArtifacts artifacts, RunWorkspaces workspaces, RunRedactors redactors)
{
    [Function("RunArtifacts")]
    [ApiOperation("GET", "listArtifacts", "What a run has left", Scopes = ApiScopes.RunsRead, Answer = typeof(Page<ArtifactView>))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/runs/{id}/artifacts")] HttpRequest request,
        string id,
        FunctionContext context)
    {
        RunRecord run = await RunLookup.FindAsync(runs, context, id);
        return ApiResults.Json(new Page<ArtifactView>(await store.ListAsync(run.RunId, context.CancellationToken), null));
    }

    [Function("RunArtifact")]
    [ApiOperation("GET", "getArtifact", "The content of an artifact; ranges are served", Scopes = ApiScopes.RunsRead, MediaTypes = "*/*", Headers = "Range")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/runs/{id}/artifacts/{artifactId}")] HttpRequest request,
        string id,
        string artifactId,
        FunctionContext context)
    {
        RunRecord run = await RunLookup.FindAsync(runs, context, id);
        (ArtifactView artifact, BinaryData content) = await artifacts.ReadAsync(run, artifactId, context.CancellationToken)
            ?? throw ApiException.NotFound($"artifact `{artifactId}` of run `{id}`");
        return Results.File(content.ToArray(), artifact.MediaType, artifact.Name, enableRangeProcessing: true);
    }

    [Function("RunDiff")]
    [ApiOperation("GET", "getDiff", "A run's change as a patch", Scopes = ApiScopes.RunsRead, MediaTypes = "text/x-diff")]
    public async Task<IResult> DiffAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/runs/{id}/diff")] HttpRequest request,
        string id,
        FunctionContext context)
    {
        RunRecord run = await RunLookup.FindAsync(runs, context, id);
        Redactor redactor = await redactors.OfAsync(run.RunId, context.CancellationToken);
        return Results.Text(redactor.RedactPatch(await PatchAsync(run, context.CancellationToken)), ArtifactStore.Patch);
    }

    private async Task<string> PatchAsync(RunRecord run, CancellationToken cancellation)
    {
        if (await artifacts.PatchAsync(run.RunId, cancellation) is { } kept)
        {
            return kept;
        }

        if (run.StartedAt is null || RunTransitions.IsFinal(run.Status))
        {
            return "";
        }

        await using IWorkspaceSession workspace = await workspaces.OpenAsync(run, null, cancellation);
        return (await workspace.DiffAsync(cancellation)).Patch;
    }
}
