using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Coder.Testing.GitHub.Access;
using Coder.Testing.GitHub.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Coder.Testing.GitHub.Routes;

/// <summary>The REST API: every request is checked against the OpenAPI description, then against the caller's token, then done, one at a time.</summary>
internal static class RestFront
{
    private const int PageSizeDefault = 30;
    private const int RateLimit = 5000;

    internal static void Map(WebApplication app, GitHubServer server)
    {
        foreach (Route route in (Route[])[.. AppRoutes.All, .. RepositoryRoutes.All, .. IssueRoutes.All, .. PullRequestRoutes.All, .. CheckRoutes.All, .. ReleaseRoutes.All])
        {
            app.MapMethods(route.Pattern, [route.Method], context => ServeAsync(context, server, route));
        }

        app.MapPost("/graphql", async context => await WriteAsync(context, GraphQl.Decide(server, context.Request, (await JsonNode.ParseAsync(context.Request.Body))!.AsObject())));
        app.MapFallback(context => WriteAsync(context, Answer.Refuse(404, $"The double does not serve {context.Request.Method} {context.Request.Path}")));
    }

    private static async Task ServeAsync(HttpContext context, GitHubServer server, Route route)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        Dictionary<string, string> query = context.Request.Query.ToDictionary(one => one.Key, one => one.Value.ToString());
        if (route.Writes && server.Arriving is { } arriving)
        {
            await arriving(route.Operation);
        }

        Answer answer = Decide(context, server, route, query, body.ToArray());
        CapturedRequest captured = new(
            route.Operation, $"{context.Request.Path}{context.Request.QueryString}", context.Request.Headers.Authorization.ToString(), body.ToArray(), answer.Status);
        server.Capture(captured);
        if (route.Writes && answer.Status < 300 && server.Committed is { } committed)
        {
            await committed(captured);
        }

        await WriteAsync(context, answer.Body is JsonArray list && !route.Writes ? Page(context, list, query) : answer);
    }

    private static Answer Decide(HttpContext context, GitHubServer server, Route route, Dictionary<string, string> query, byte[] body)
    {
        if (RequestRules.Violations(route.Operation, query, body) is { Count: > 0 } violations)
        {
            return Answer.Refuse(400, $"Not as the OpenAPI description says: {string.Join("; ", violations)}");
        }

        if (server.Refuse?.Invoke(route.Operation) is { } refusal)
        {
            if (refusal.RetryAfterSeconds is { } seconds)
            {
                context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            return Answer.Refuse(refusal.Status, refusal.Message);
        }

        if (Gate.Refuses(server, route, context.Request) is { } refused)
        {
            return refused;
        }

        Dictionary<string, string> values = context.Request.RouteValues.ToDictionary(one => one.Key, one => Uri.UnescapeDataString((string)one.Value!));
        JsonObject json = body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject();
        return server.Alone(() =>
        {
            Answer answer = route.Handle(new Call(server, values, query, json, context.Request.Headers.Accept.ToString()));

            // What is kept may change before this answer is written.
            return answer with { Body = answer.Body?.DeepClone() };
        });
    }

    private static Answer Page(HttpContext context, JsonArray list, Dictionary<string, string> query)
    {
        int size = int.Parse(query.GetValueOrDefault("per_page") ?? $"{PageSizeDefault}", CultureInfo.InvariantCulture);
        int page = int.Parse(query.GetValueOrDefault("page") ?? "1", CultureInfo.InvariantCulture);
        if (page * size < list.Count)
        {
            string others = string.Concat(query.Where(one => one.Key != "page").Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value)}&"));
            context.Response.Headers.Link = $"<http://{context.Request.Host}{context.Request.Path}?{others}page={page + 1}>; rel=\"next\"";
        }

        return Answer.Ok(new JsonArray([.. list.Skip((page - 1) * size).Take(size).Select(one => one!.DeepClone())]));
    }

    private static async Task WriteAsync(HttpContext context, Answer answer)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(answer.Text ?? answer.Body?.ToJsonString() ?? "");
        HttpResponse response = context.Response;
        response.StatusCode = answer.Status;
        response.Headers["X-RateLimit-Limit"] = $"{RateLimit}";
        response.Headers["X-RateLimit-Remaining"] = $"{RateLimit - 1}";
        response.Headers.ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"";
        if (context.Request.Headers.IfNoneMatch == response.Headers.ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
        }
        else if (answer.Status != StatusCodes.Status204NoContent)
        {
            response.ContentType = answer.Text is null ? "application/json; charset=utf-8" : "application/vnd.github.raw+json; charset=utf-8";
            await response.Body.WriteAsync(bytes);
        }
    }
}
