using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Embedded.TestApp;

public static class AppComposition
{
    /// <summary>Query parameter that makes the conditional middleware take part.</summary>
    public const string WhenKey = "when";

    /// <summary>Response header that middleware adds to on the way out.</summary>
    public const string OutHeader = "x-out";

    /// <summary>The app as <c>Program</c> composes it, so that a test can run it in its own process too.</summary>
    public static void ConfigureApp(this FunctionsApplicationBuilder builder)
    {
        builder.ConfigureFunctionsWebApplication();
        builder.UseWhen<FirstMiddleware>(IsHttp);
        builder.UseMiddleware(async (context, next) =>
        {
            Trail.Of(context).Add("second in");
            await next();
            if (context.GetHttpContext() is { } http)
            {
                MarkOut(http.Response, "second out");
            }
        });
        builder.UseWhen<WhenMiddleware>(context => context.GetHttpContext()?.Request.Query.ContainsKey(WhenKey) == true);
        builder.Services.AddScoped<ScopedNote>();
        builder.Services.AddSingleton<Signals>();
        builder.Services.AddSingleton<Journal>();
    }

    private static bool IsHttp(FunctionContext context) => context.GetHttpContext() is not null;

    internal static void MarkOut(HttpResponse response, string mark)
    {
        // A function that wrote the response itself has sent the headers.
        if (!response.HasStarted)
        {
            response.Headers.Append(OutHeader, mark);
        }
    }
}
