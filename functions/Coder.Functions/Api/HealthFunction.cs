using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary><c>/healthz</c> and <c>/readyz</c>: the process answers; it starts to listen only when its storage does.</summary>
public sealed class HealthFunction
{
    [Function("Health")]
    public IResult Health([HttpTrigger(AuthorizationLevel.Anonymous, Route = "healthz")] HttpRequest request) => Answer(request, "ok");

    [Function("Ready")]
    public IResult Ready([HttpTrigger(AuthorizationLevel.Anonymous, Route = "readyz")] HttpRequest request) => Answer(request, "ready");

    private static IResult Answer(HttpRequest request, string text)
    {
        ApiMethods.Require(request, HttpMethods.Get);
        return Results.Text(text);
    }
}
