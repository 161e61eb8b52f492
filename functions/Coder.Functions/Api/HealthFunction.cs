using Coder.Functions.Api.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary><c>/healthz</c> and <c>/readyz</c>: the process answers; it starts to listen only when its storage does.</summary>
public sealed class HealthFunction
{
    [Function("Health")]
    [ApiOperation("GET", "getHealth", "The process answers", MediaTypes = "text/plain")]
    public IResult Health([HttpTrigger(AuthorizationLevel.Anonymous, Route = "healthz")] HttpRequest request) => Results.Text("ok");

    [Function("Ready")]
    [ApiOperation("GET", "getReadiness", "The process serves", MediaTypes = "text/plain")]
    public IResult Ready([HttpTrigger(AuthorizationLevel.Anonymous, Route = "readyz")] HttpRequest request) => Results.Text("ready");
}
