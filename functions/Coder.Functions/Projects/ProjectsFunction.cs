using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Accounts.Projects;
using Coder.Accounts.Secrets;
using Coder.Audit;
using Coder.Contracts;
using Coder.Functions.Api;
using Coder.Functions.Api.Limits;
using Coder.Functions.Api.Routing;
using Coder.Functions.Runs;
using Coder.Runs.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Projects;

/// <summary><c>/v1/projects</c>: what an account works on.</summary>
public sealed class ProjectsFunction(
    ProjectStore projects, ProjectSecretStore secrets, RunStore runs, RunViewReader views, RunRepositories repositories, AccountLimits limits, IdempotentRequests idempotency,
    AccountAudit audit, TimeProvider time)
{
    private const int PageMax = 100;

    [Function("Projects")]
    [ApiOperation("GET", "listProjects", "The account's projects, the oldest first", Scopes = ApiScopes.RunsRead, Answer = typeof(Page<ProjectView>), Query = "limit cursor")]
    [ApiOperation("POST", "createProject", "Makes a project", Scopes = ApiScopes.Admin, Body = typeof(ProjectRequest), Answer = typeof(ProjectView), Status = 201, Headers = "Idempotency-Key", Problems = "403 409 422")]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/projects")] HttpRequest request, FunctionContext context) =>
        request.Method == HttpMethods.Post ? CreateAsync(request, context) : ListAsync(request, Caller.IdOf(context), context.CancellationToken);

    [Function("Project")]
    [ApiOperation("GET", "getProject", "A project", Scopes = ApiScopes.RunsRead, Answer = typeof(ProjectView))]
    [ApiOperation("PUT", "replaceProject", "Replaces all that was said of a project", Scopes = ApiScopes.Admin, Body = typeof(ProjectRequest), Answer = typeof(ProjectView), Problems = "409 422")]
    [ApiOperation("DELETE", "deleteProject", "Takes a project and its secrets away; its runs stay", Scopes = ApiScopes.Admin, Status = 204)]
    public async Task<IResult> OneAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/projects/{id}")] HttpRequest request, string id, FunctionContext context)
    {
        AccountId account = Caller.IdOf(context);
        CancellationToken cancellation = context.CancellationToken;
        if (request.Method == HttpMethods.Delete)
        {
            return await DeleteAsync(account, id, context);
        }

        return ApiResults.Json(ProjectViews.Of(request.Method == HttpMethods.Put
            ? await ReplaceAsync(request, account, id, context)
            : await projects.FindAsync(account, id, cancellation) ?? throw NotFound(id)));
    }

    [Function("ProjectRuns")]
    [ApiOperation("GET", "listProjectRuns", "A project's runs, the newest first", Scopes = ApiScopes.RunsRead, Answer = typeof(Page<RunView>), Query = "status agent since limit cursor")]
    public async Task<IResult> RunsAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/projects/{id}/runs")] HttpRequest request, string id, FunctionContext context)
    {
        AccountId account = Caller.IdOf(context);
        _ = await projects.FindAsync(account, id, context.CancellationToken) ?? throw NotFound(id);
        int limit = ApiQuery.Integer(request, "limit", 20, 1, PageMax);
        return ApiResults.Json(await views.ReadAsync(
            await runs.ListAsync(account.Value, ApiQuery.Runs(request, id), ApiQuery.Cursor(request), limit, context.CancellationToken), context.CancellationToken));
    }

    internal static ApiException NotFound(string id) => ApiException.NotFound($"project `{id}`");

    private static Project Stored(ProjectOutcome outcome, string id) => outcome switch
    {
        ProjectOutcome.Stored stored => stored.Project,
        ProjectOutcome.NameTaken => throw new ApiException(409, "name_taken", "Another project of the account has this name.") { Pointer = "/name" },
        ProjectOutcome.TooMany many => throw new ApiException(403, "quota_exceeded", $"The account's plan allows {many.Max} projects. Delete one, or take a larger plan."),
        _ => throw NotFound(id),
    };

    private async Task<IResult> ListAsync(HttpRequest request, AccountId account, CancellationToken cancellation)
    {
        int limit = ApiQuery.Integer(request, "limit", 20, 1, PageMax);
        (IReadOnlyList<Project> items, string? next) = await projects.ListAsync(account, ApiQuery.Text(request, "cursor"), limit, cancellation);
        return ApiResults.Json(new Page<ProjectView>([.. items.Select(ProjectViews.Of)], next));
    }

    private async Task<IResult> CreateAsync(HttpRequest request, FunctionContext context)
    {
        (AccountId account, CancellationToken cancellation) = (Caller.IdOf(context), context.CancellationToken);
        (ProjectRequest body, string hash) = await ApiBody.ReadAsync<ProjectRequest>(request, cancellation);
        ProjectViews.Check(body, repositories);
        DateTimeOffset now = time.GetUtcNow();
        int max = (await limits.OfAsync(account, cancellation)).Projects;
        return await idempotency.ServeAsync(request, account.Value, hash, Project.NewId(now), StatusCodes.Status201Created, isRequired: false, MakeAsync, cancellation);

        async Task<ProjectView> MakeAsync(string id)
        {
            await audit.ProjectAsync(context, id, AuditActions.ProjectCreated);
            return ProjectViews.Of(Stored(await projects.CreateAsync(ProjectViews.ToProject(body, account, id, now), max, cancellation), id));
        }
    }

    private async Task<Project> ReplaceAsync(HttpRequest request, AccountId account, string id, FunctionContext context)
    {
        CancellationToken cancellation = context.CancellationToken;
        _ = await projects.FindAsync(account, id, cancellation) ?? throw NotFound(id);
        (ProjectRequest body, _) = await ApiBody.ReadAsync<ProjectRequest>(request, cancellation);
        ProjectViews.Check(body, repositories);
        await audit.ProjectAsync(context, id, AuditActions.ProjectChanged);
        return Stored(await projects.UpdateAsync(account, id, _ => ProjectViews.ToProject(body, account, id, time.GetUtcNow()), cancellation), id);
    }

    private async Task<IResult> DeleteAsync(AccountId account, string id, FunctionContext context)
    {
        CancellationToken cancellation = context.CancellationToken;
        _ = await projects.FindAsync(account, id, cancellation) ?? throw NotFound(id);
        await audit.ProjectAsync(context, id, AuditActions.ProjectDeleted);
        // First: cut off here, the project is still there to be deleted.
        await secrets.DeleteAllAsync(account, id, cancellation);
        return await projects.DeleteAsync(account, id, cancellation) ? Results.NoContent() : throw NotFound(id);
    }
}
