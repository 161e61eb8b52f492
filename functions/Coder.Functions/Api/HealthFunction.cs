using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary><c>/healthz</c> and <c>/readyz</c>: the process answers; it starts to listen only when its storage does.</summary>
public sealed class HealthFunction
{
    [Function("Health")]
    public IResult Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "healthz")] HttpRequest request) => Results.Text("ok");

    [Function("Ready")]
    public IResult Ready([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "readyz")] HttpRequest request) => Results.Text("ready");
}
