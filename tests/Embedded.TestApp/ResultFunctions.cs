using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Embedded.TestApp;

/// <summary>Every kind of return value.</summary>
public static class ResultFunctions
{
    [Function("ActionResult")]
    public static IActionResult Action([HttpTrigger(AuthorizationLevel.Anonymous, Route = "results/action")] HttpRequest req) =>
        new ObjectResult(new Greeting(req.Method)) { StatusCode = StatusCodes.Status202Accepted };

    [Function("MinimalResult")]
    public static async Task<IResult> MinimalAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "results/minimal")] HttpRequest req)
    {
        Greeting? sent = await req.ReadFromJsonAsync<Greeting>(req.HttpContext.RequestAborted);
        return Results.Created("/there", sent);
    }

    [Function("PlainObject")]
    public static ValueTask<Greeting> PlainAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "results/plain")] HttpRequest req) => new(new Greeting(req.Method));

    [Function("NoResult")]
    public static async Task WriteAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "results/none")] HttpRequest req)
    {
        req.HttpContext.Response.StatusCode = (int)HttpStatusCode.MultiStatus;
        await req.HttpContext.Response.WriteAsync("written");
    }

    [Function("Failure")]
    public static Task<IActionResult> Fail([HttpTrigger(AuthorizationLevel.Anonymous, Route = "results/failure")] HttpRequest req) =>
        req.Query.ContainsKey("known") ? throw new ArithmeticException("two and two") : throw new InvalidOperationException("a secret detail");
}
