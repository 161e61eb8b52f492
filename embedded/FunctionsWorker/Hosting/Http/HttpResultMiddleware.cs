using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Microsoft.Azure.Functions.Worker.Hosting.Http;

/// <summary>Writes what an HTTP function returned to the response.</summary>
internal static class HttpResultMiddleware
{
    internal static FunctionExecutionDelegate Wrap(FunctionExecutionDelegate next) => context =>
        context.GetHttpContext() is { } http ? ServeAsync(context, http, next) : next(context);

    private static async Task ServeAsync(FunctionContext context, HttpContext http, FunctionExecutionDelegate next)
    {
        await next(context);
        switch (((Invocation.Invocation)context).Result)
        {
            case null:
                // The function wrote the response itself, or a middleware did.
                return;
            case IResult result:
                await result.ExecuteAsync(http);
                return;
            case IActionResult result:
                await ExecuteAsync(result, http);
                return;
            case var value:
                await ExecuteAsync(new ObjectResult(value), http);
                return;
        }
    }

    private static Task ExecuteAsync(IActionResult result, HttpContext http) =>
        result.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
}
