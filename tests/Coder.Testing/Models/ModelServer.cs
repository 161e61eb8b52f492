using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Agents.Chat.Scripted;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coder.Testing.Models;

/// <summary>A model provider on a free loopback port: streams as the real one does, refuses what the real one refuses, keeps every request.</summary>
public abstract class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<ModelRequest, ModelReply> _reply;
    private readonly ConcurrentQueue<ModelRequest> _requests = new();

    protected ModelServer(string path, Func<ModelRequest, ModelReply> reply)
    {
        _reply = reply;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(Connections.Watch));
        _app = builder.Build();
        _app.MapPost(path, AnswerAsync);
        _app.MapFallback(context => RefuseAsync(context, new ModelReply.Error(404, $"No route {context.Request.Path}.")));
    }

    /// <summary>All requests in order, refused ones included.</summary>
    public IReadOnlyList<ModelRequest> Requests => [.. _requests];

    public OpenConnections Connections { get; } = new();

    /// <summary>The server's root, without a slash at the end.</summary>
    protected string Root => _app.Urls.Single().TrimEnd('/');

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Task StartAsync() => _app.StartAsync();

    /// <summary>Null when the request is sound, else the answer of the real server.</summary>
    protected abstract ModelReply.Error? Check(ModelRequest request);

    /// <summary>The events of a whole turn, each with its line ends.</summary>
    protected abstract IEnumerable<string> Events(ModelRequest request, ScriptTurn turn);

    /// <summary>An error as an event.</summary>
    protected abstract string ErrorEvent(string type, string message);

    protected abstract JsonObject ErrorBody(ModelReply.Error error);

    /// <summary>A text in pieces, as tokens come.</summary>
    protected static IEnumerable<string> Pieces(string text) => text.Chunk(11).Select(piece => new string(piece));

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        string raw = await reader.ReadToEndAsync();
        var headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        var request = new ModelRequest(context.Request.Path, headers, JsonNode.Parse(raw)!.AsObject(), raw);
        _requests.Enqueue(request);

        ModelReply reply = (ModelReply?)Check(request) ?? _reply(request);
        switch (reply)
        {
            case ModelReply.Turn turn:
                await ThinkAsync(turn.Script);
                await StreamAsync(context, Events(request, turn.Script));
                break;
            case ModelReply.Error error:
                await RefuseAsync(context, error);
                break;
            case ModelReply.Reset reset:
                await StreamAsync(context, Events(request, reset.Script).Take(reset.EventsBefore));
                context.Abort();
                break;
            case ModelReply.CutOff cut:
                await StreamAsync(context, Events(request, cut.Script).Take(cut.EventsBefore));
                break;
            case ModelReply.Stall stall:
                await StreamAsync(context, Events(request, stall.Script).Take(stall.EventsBefore));
                await UntilAbortedAsync(context);
                break;
            case ModelReply.StreamError broken:
                await StreamAsync(context, Events(request, broken.Script).Take(broken.EventsBefore).Append(ErrorEvent(broken.Type, broken.Message)));
                break;
        }
    }

    /// <summary>Takes the time that the script says.</summary>
    private static async Task ThinkAsync(ScriptTurn turn)
    {
        if (turn.DelayMs > 0)
        {
            using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(turn.DelayMs));
            await timer.WaitForNextTickAsync();
        }
    }

    private static async Task StreamAsync(HttpContext context, IEnumerable<string> events)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        await context.Response.StartAsync();
        foreach (string item in events)
        {
            await context.Response.WriteAsync(item);
            await context.Response.Body.FlushAsync();
        }
    }

    private Task RefuseAsync(HttpContext context, ModelReply.Error error)
    {
        context.Response.StatusCode = error.Status;
        if (error.RetryAfter is not null)
            context.Response.Headers.RetryAfter = error.RetryAfter;
        return context.Response.WriteAsJsonAsync(ErrorBody(error), JsonSerializerOptions.Default);
    }

    private static async Task UntilAbortedAsync(HttpContext context)
    {
        var aborted = new TaskCompletionSource();
        await using CancellationTokenRegistration registration = context.RequestAborted.Register(aborted.SetResult);
        await aborted.Task;
    }
}
