using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Embedded.TestApp;

/// <summary>Turns requests with <c>?refuse</c> away, and answers a failed function with the exception's message.</summary>
public sealed class FirstMiddleware : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        HttpContext http = context.GetHttpContext()!;
        if (http.Request.Query.ContainsKey("refuse"))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await http.Response.WriteAsync("refused");
            return;
        }

        Trail.Of(context).Add("first in");
        try
        {
            await next(context);
            AppComposition.MarkOut(http.Response, "first out");
        }
        catch (ArithmeticException e)
        {
            http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await http.Response.WriteAsync(e.Message);
        }
    }
}
