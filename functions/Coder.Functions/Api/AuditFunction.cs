using Coder.Accounts.Keys;
using Coder.Audit;
using Coder.Contracts.Audit;
using Coder.Functions.Api.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary><c>/v1/audit</c> and <c>/v1/projects/{id}/audit</c>: a chain as NDJSON; <c>…/head</c>: what its last line, or one of a number, hashes to.</summary>
public sealed class AuditFunction(AuditTrail trail)
{
    private const string MediaType = "application/x-ndjson";
    private const string HeadHeader = "Audit-Head";

    [Function("Audit")]
    [ApiOperation("GET", "exportAudit", "The account's audit trail as NDJSON", Scopes = ApiScopes.Admin, MediaTypes = MediaType)]
    public Task<IResult> ExportAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/audit")] HttpRequest request, FunctionContext context) =>
        ExportAsync(request, null, context);

    [Function("AuditHead")]
    [ApiOperation("GET", "getAuditHead", "The head of the account's audit trail", Scopes = ApiScopes.Admin, Answer = typeof(AuditHead), Query = "number", Problems = "404")]
    public Task<IResult> HeadAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/audit/head")] HttpRequest request, FunctionContext context) =>
        HeadAsync(request, null, context);

    [Function("ProjectAudit")]
    [ApiOperation("GET", "exportProjectAudit", "A project's audit trail as NDJSON", Scopes = ApiScopes.Admin, MediaTypes = MediaType)]
    public Task<IResult> ExportOfProjectAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/projects/{id}/audit")] HttpRequest request, string id, FunctionContext context) =>
        ExportAsync(request, id, context);

    [Function("ProjectAuditHead")]
    [ApiOperation("GET", "getProjectAuditHead", "The head of a project's audit trail", Scopes = ApiScopes.Admin, Answer = typeof(AuditHead), Query = "number")]
    public Task<IResult> HeadOfProjectAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/projects/{id}/audit/head")] HttpRequest request, string id, FunctionContext context) =>
        HeadAsync(request, id, context);

    private async Task<IResult> ExportAsync(HttpRequest request, string? project, FunctionContext context)
    {
        string account = Caller.AccountOf(context);
        AuditHead head = await LastAsync(account, project, context.CancellationToken);
        request.HttpContext.Response.Headers[HeadHeader] = head.Text;
        return Results.Stream(body => trail.ExportAsync(account, project, head, body, context.CancellationToken), MediaType, "audit.ndjson");
    }

    private async Task<IResult> HeadAsync(HttpRequest request, string? project, FunctionContext context)
    {
        string account = Caller.AccountOf(context);
        AuditHead last = await LastAsync(account, project, context.CancellationToken);
        long number = ApiQuery.Long(request, "number", last.Number, 0, long.MaxValue);
        return ApiResults.Json(
            number == last.Number ? last : await trail.HeadAsync(account, project, number, context.CancellationToken) ?? throw ApiException.NotFound($"audit record {number}"));
    }

    /// <summary>A project's first record is that of its creation: one without records is not there, or not the caller's.</summary>
    private async Task<AuditHead> LastAsync(string account, string? project, CancellationToken cancellation)
    {
        AuditHead head = (await trail.HeadAsync(account, project, null, cancellation))!;
        return project is null || head.Number > 0 ? head : throw ApiException.NotFound($"project `{project}`");
    }
}
