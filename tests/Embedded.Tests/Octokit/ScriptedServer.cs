using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Octokit;
using Octokit.Internal;

namespace Embedded.Tests.Octokit;

/// <summary>Answers requests as one test says, and remembers them.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Seen> _requests = new();

    private ScriptedServer(WebApplication app) => _app = app;

    /// <summary>A request as it came.</summary>
    public sealed record Seen(string Method, string Target, IHeaderDictionary Headers, string Body);

    public IReadOnlyList<Seen> Requests => [.. _requests];

    public Uri Address => new($"{_app.Urls.Single()}/");

    public Connection Connection(Credentials? credentials = null) =>
        new(new ProductHeaderValue("tests", "1"), Address, new InMemoryCredentialStore(credentials ?? new Credentials("token-1")));

    public GitHubClient Client(Credentials? credentials = null) => new(Connection(credentials));

    public static async Task<ScriptedServer> StartAsync(Func<Seen, HttpResponse, string?> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        ScriptedServer server = new(builder.Build());
        server._app.Run(async context =>
        {
            using StreamReader body = new(context.Request.Body);
            Seen seen = new(
                context.Request.Method,
                context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget,
                new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase)),
                await body.ReadToEndAsync());
            server._requests.Enqueue(seen);
            context.Response.ContentType = "application/json; charset=utf-8";
            if (answer(seen, context.Response) is { } text)
            {
                await context.Response.WriteAsync(text);
            }
        });
        await server._app.StartAsync();
        return server;
    }

    public static Task<ScriptedServer> StartAsync(HttpStatusCode status, string body, params (string Name, string Value)[] headers) => StartAsync((_, response) =>
    {
        response.StatusCode = (int)status;
        foreach ((string name, string value) in headers)
        {
            response.Headers[name] = value;
        }

        return body;
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
