using Coder.Accounts.Keys;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Coder.Functions.Runs;
using Coder.Graphs.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary><c>/v1/agents/validate</c>: every finding of an agent's check.</summary>
public sealed class AgentValidationFunction
{
    [Function("AgentValidation")]
    [ApiOperation("POST", "validateAgent", "Findings of the check of an agent on the host's machine", Scopes = ApiScopes.Operator, Body = typeof(ValidateRequest), Answer = typeof(ValidationReport))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/agents/validate")] HttpRequest request,
        FunctionContext context)
    {
        (ValidateRequest body, _) = await ApiBody.ReadAsync<ValidateRequest>(request, context.CancellationToken);
        if (!Path.IsPathFullyQualified(body.Path))
        {
            throw ApiException.Invalid("/path", "Give the absolute path of an agent's folder or graph.yaml on this machine.");
        }

        GraphReport report = AgentCatalog.Validate(body.Path);
        return ApiResults.Json(new ValidationReport(report.IsValid, [.. report.Findings.Select(Findings.ToView)]));
    }
}
