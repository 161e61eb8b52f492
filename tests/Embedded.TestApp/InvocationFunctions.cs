using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Embedded.TestApp;

/// <summary>What an invocation sees: scope, middleware, context, settings, time.</summary>
public sealed class InvocationFunctions(ScopedNote note, ScopedNote same, Signals signals, IConfiguration configuration)
{
    [Function("Scope")]
    public IActionResult Scope([HttpTrigger(AuthorizationLevel.Anonymous, Route = "scope")] HttpRequest req) =>
        new OkObjectResult(new { first = note.Id, second = same.Id, method = req.Method });

    [Function("Trail")]
    public IActionResult ShowTrail([HttpTrigger(AuthorizationLevel.Anonymous, Route = "trail")] HttpRequest req, FunctionContext context) =>
        new OkObjectResult(new { trail = Trail.Of(context), method = req.Method });

    [Function("Context")]
    public IActionResult Context([HttpTrigger(AuthorizationLevel.Anonymous, Route = "context/{id}")] HttpRequest req, FunctionContext context) =>
        new OkObjectResult(new
        {
            name = context.FunctionDefinition.Name,
            trigger = context.FunctionDefinition.InputBindings["req"].Type,
            entry = context.FunctionDefinition.EntryPoint,
            id = context.BindingContext.BindingData["id"],
            invocation = Guid.TryParse(context.InvocationId, out _),
            same = ReferenceEquals(context.GetHttpContext(), req.HttpContext),
        });

    [Function("Setting")]
    public IActionResult Setting([HttpTrigger(AuthorizationLevel.Anonymous, Route = "settings/{name}")] HttpRequest req, string name) =>
        new OkObjectResult(configuration[name] ?? $"no {name} for {req.Method}");

    [Function("Stream")]
    public async Task StreamAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "stream")] HttpRequest req, CancellationToken cancellation)
    {
        HttpResponse response = req.HttpContext.Response;
        response.ContentType = "text/event-stream";
        for (int number = 1; number <= 2; number++)
        {
            await response.WriteAsync($"data: {number}\n\n", cancellation);
            await response.Body.FlushAsync(cancellation);
            await signals.Proceed.WaitAsync(cancellation);
        }
    }

    [Function("Wait")]
    public async Task WaitAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "wait")] HttpRequest req, CancellationToken cancellation)
    {
        signals.Waiting.Release();
        try
        {
            await signals.Proceed.WaitAsync(cancellation);
            await req.HttpContext.Response.WriteAsync("finished", CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            signals.Canceled.Release();
            throw;
        }
    }
}
