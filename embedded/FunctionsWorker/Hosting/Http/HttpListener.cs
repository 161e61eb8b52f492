using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Hosting.Http;

/// <summary>Turns requests into invocations.</summary>
internal sealed partial class HttpListener(
    IFunctionInvoker invoker, IHostApplicationLifetime lifetime, EmbeddedHostSettings settings, ILogger<HttpListener> logger)
{
    /// <summary>The part of the grace that requests get: the rest is for the triggers that stop after the server.</summary>
    private const double ShareOfGrace = 0.2;

    internal static void Map(WebApplication web, IEnumerable<HttpFunction> functions)
    {
        HttpListener listener = web.Services.GetRequiredService<HttpListener>();
        foreach (HttpFunction function in functions)
        {
            RequestDelegate serve = context => listener.ServeAsync(function, context);
            _ = function.Methods.Count == 0 ? web.Map(function.Pattern, serve) : web.MapMethods(function.Pattern, function.Methods, serve);
        }
    }

    private async Task ServeAsync(HttpFunction function, HttpContext context)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        using CancellationTokenRegistration stopping = lifetime.ApplicationStopping.Register(() => ended.CancelAfter(settings.Grace * ShareOfGrace));
        Dictionary<string, object?> bound = new(StringComparer.Ordinal) { [function.RequestParameter] = context.Request };
        Dictionary<object, object> items = new() { [FunctionContextExtensions.HttpContextItem] = context };
        try
        {
            await invoker.InvokeAsync(function.Function, bound, items, ended.Token);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: nobody is left to answer.
        }
        catch (Exception e)
        {
            Fail(function, context, e, ended.IsCancellationRequested);
        }
    }

    private void Fail(HttpFunction function, HttpContext context, Exception exception, bool stopped)
    {
        if (!stopped || exception is not OperationCanceledException)
        {
            LogFailure(exception, function.Function.Name);
        }

        if (context.Response.HasStarted)
        {
            // A torn connection is the only way left to tell the client that the body is not complete.
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = stopped ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} failed")]
    private partial void LogFailure(Exception exception, string function);
}
