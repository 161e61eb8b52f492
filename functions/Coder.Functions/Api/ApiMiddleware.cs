using System.Globalization;
using System.Text.Json;
using Coder.Contracts;
using Coder.Functions.Api.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Coder.Functions.Api;

/// <summary>For HTTP functions: who calls, and every failure as problem details (RFC 9457). Other triggers pass through.</summary>
public sealed partial class ApiMiddleware(ApiGate gate, ILogger<ApiMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        try
        {
            await gate.PassAsync(context, http);
            await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone; nobody reads an answer.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            await WriteAsync(context, http, ApiProblems.Describe(e, context.InvocationId), e);
        }
    }

    private async Task WriteAsync(FunctionContext context, HttpContext http, Problem problem, Exception error)
    {
        if (problem.Status >= 500)
        {
            LogFailure(context.InvocationId, context.FunctionDefinition.Name, error);
        }

        http.Response.StatusCode = problem.Status;
        if (error is ApiException { Allow: { } allow })
        {
            http.Response.Headers.Allow = allow;
        }

        if (error is ApiException { RetryAfterSeconds: { } seconds })
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (problem.Code == ApiAuthentication.Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        http.Response.ContentType = "application/problem+json";
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Options), http.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{RequestId}: {Function} failed")]
    private partial void LogFailure(string requestId, string function, Exception error);
}
