using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Graphs.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary><c>/v1/agents/validate</c>: every finding of an agent's check.</summary>
public sealed class AgentValidationFunction
{
    [Function("AgentValidation")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "put", "patch", "delete", Route = "v1/agents/validate")] HttpRequest request,
        FunctionContext context)
    {
        if (request.Method != "POST")
        {
            throw ApiException.MethodNotAllowed("POST");
        }

        (ValidateRequest body, _) = await ApiBody.ReadAsync<ValidateRequest>(request, context.CancellationToken);
        if (!Path.IsPathFullyQualified(body.Path))
        {
            throw ApiException.Invalid("/path", "Give the absolute path of an agent's folder or graph.yaml on this machine.");
        }

        GraphReport report = AgentCatalog.Validate(body.Path);
        return ApiResults.Json(new ValidationReport(report.IsValid, [.. report.Findings.Select(Findings.ToView)]));
    }
}
