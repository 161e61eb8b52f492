using Coder.Accounts.Keys;
using Coder.Functions.Api.Routing;
using Coder.Functions.Trajectories;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary><c>/v1/runs/{id}/trajectory</c>: what the run's agents were told, said and did, as ATIF JSON.</summary>
public sealed class RunTrajectoryFunction(RunStore runs, TrajectoryWriter trajectory)
{
    [Function("RunTrajectory")]
    [ApiOperation("GET", "getRunTrajectory", "What a run's agents were told, said and did, in the Agent Trajectory Interchange Format", Scopes = ApiScopes.RunsRead, MediaTypes = "application/json")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/runs/{id}/trajectory")] HttpRequest request,
        string id,
        FunctionContext context)
    {
        RunRecord run = await RunLookup.FindAsync(runs, context, id);
        return Results.Bytes(await trajectory.WriteAsync(run, context.CancellationToken), "application/json");
    }
}
