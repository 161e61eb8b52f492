using System.Text.Json;
using Coder.Accounts.Keys;
using Coder.Contracts;
using Coder.Functions.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Coder.Functions.Api;

/// <summary>For HTTP functions: who calls, and every failure as problem details (RFC 9457). Other triggers pass through.</summary>
public sealed partial class ApiMiddleware(ApiKeys keys, ILogger<ApiMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private const string Scheme = "Bearer ";
    private const string Unauthorized = "unauthorized";

    /// <summary>Webhooks prove themselves by their signature.</summary>
    private static readonly string[] OpenPaths = ["/healthz", "/readyz", GitHubWebhookFunction.Path];

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
            await AuthenticateAsync(context, http);
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

    private async Task AuthenticateAsync(FunctionContext context, HttpContext http)
    {
        if (OpenPaths.Contains(http.Request.Path.Value))
        {
            return;
        }

        string header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || await keys.AuthenticateAsync(header[Scheme.Length..].Trim(), http.RequestAborted) is not { } key)
        {
            throw new ApiException(
                401, Unauthorized, "Give a valid API key as `Authorization: Bearer ck_live_…`. A local host keeps its key in the file `key` of its home ($CODER_HOME).");
        }

        Caller.Set(context, key.Account.Value);
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

        if (problem.Code == Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        http.Response.ContentType = "application/problem+json";
        await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Options), http.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{RequestId}: {Function} failed")]
    private partial void LogFailure(string requestId, string function, Exception error);
}
