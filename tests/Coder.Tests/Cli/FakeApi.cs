using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coder.Tests.Cli;

/// <summary>A host with one run, on a port of its own; the test writes the run's events and sees what the command line asks for.</summary>
internal sealed class FakeApi : IAsyncDisposable
{
    public const string RunId = "0198c0de-0000-7000-8000-00000000abcd";
    public const string Key = "ck_live_test";

    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly List<RunEvent> _events = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _connections = new();

    private FakeApi(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public RunView Run { get; private set; } = new()
    {
        Id = RunId,
        Status = RunStatus.Running,
        Agent = "coder",
        Prompt = "do it",
        Repository = new RepositoryView("/repository", "0123456789abcdef", ""),
        Usage = new UsageView(4, 0, 1200, 300, 90, false, 0.5m, 0.05m, 1.5),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    public IReadOnlyList<ApprovalView> Approvals { get; set; } = [];

    /// <summary>Method, path with query, body of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public Problem? Refusal { get; set; }

    public string Diff { get; set; } = "";

    /// <summary>What happens on an answer, a pause, a resume.</summary>
    public Action<string> OnPost { get; set; } = _ => { };

    public static async Task<FakeApi> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        FakeApi api = new(app);
        api.Map();
        await app.StartAsync();
        return api;
    }

    /// <summary>Makes this the running host of a home, in this process.</summary>
    public void Announce(string home)
    {
        Directory.CreateDirectory(home);
        File.WriteAllText(Path.Combine(home, "key"), Key);
        HostFile file = new(Environment.ProcessId, Address.ToString(), DateTimeOffset.UtcNow);
        File.WriteAllText(Path.Combine(home, "host.json"), JsonSerializer.Serialize(file, ApiJson.Options));
    }

    public void Emit(string type, string data = "{}", bool live = false)
    {
        lock (_lock)
        {
            long id = live ? 0 : _events.Count(e => e.Id > 0) + 1;
            _events.Add(new(id, RunId, type, DateTimeOffset.UnixEpoch.AddSeconds(_events.Count), JsonNode.Parse(data)!.AsObject()));
            Signal();
        }
    }

    public void Become(RunStatus status, Func<RunView, RunView>? change = null)
    {
        lock (_lock)
        {
            Run = (change ?? (run => run))(Run with { Status = status });
        }

        Emit(RunEventTypes.RunStatus, $$"""{"status":"{{JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString())}}"}""");
    }

    public void Complete(RunStatus status, string output, string? reason = null)
    {
        lock (_lock)
        {
            Run = Run with { Status = status, Output = output, Reason = reason, CompletedAt = Run.CreatedAt.AddSeconds(20) };
        }

        Emit(RunEventTypes.RunCompleted, """{"status":"succeeded","outcome":"complete"}""");
    }

    /// <summary>Closes the event streams, as a host does now and then.</summary>
    public void CloseStreams()
    {
        CancellationTokenSource old = Interlocked.Exchange(ref _connections, new());
        old.Cancel();
    }

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Signal()
    {
        TaskCompletionSource old = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        old.SetResult();
    }

    private void Map()
    {
        _app.Use(RecordAsync);
        _app.MapGet("/healthz", () => Results.Ok());
        _app.MapPost("/v1/runs", () => Json(Run, 202));
        _app.MapGet("/v1/runs", (string? status) => Json(new Page<RunView>(status is null || Status(status) == Run.Status ? [Run] : [], null)));
        _app.MapGet("/v1/runs/{id}", () => Json(Run));
        _app.MapGet("/v1/runs/{id}/events", EventsAsync);
        _app.MapGet("/v1/runs/{id}/approvals", () => Json(new Page<ApprovalView>(Approvals, null)));
        _app.MapGet("/v1/runs/{id}/artifacts", () => Json(new Page<ArtifactView>([new("patch", "change.patch", "text/x-diff", 5, "ab", DateTimeOffset.UnixEpoch)], null)));
        _app.MapGet("/v1/runs/{id}/artifacts/{artifact}", () => Results.Text("patch"));
        _app.MapGet("/v1/runs/{id}/diff", () => Results.Text(Diff));
        _app.MapPost("/v1/runs/{id}/{**what}", (string what) =>
        {
            OnPost(what);
            return Json(Run);
        });
        _app.MapPost("/v1/agents/validate", () => Json(new ValidationReport(false,
            [new() { Code = "E1", Severity = "error", File = "graph.yaml", Line = 3, Column = 5, Message = "no such node", Fix = "name a node" }])));
    }

    private async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.EnableBuffering();
        using StreamReader reader = new(context.Request.Body, leaveOpen: true);
        string body = await reader.ReadToEndAsync();
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {body}".TrimEnd());
        if (context.Request.Path != "/healthz" && context.Request.Headers.Authorization != $"Bearer {Key}")
        {
            context.Response.StatusCode = 401;
            return;
        }

        if (Refusal is { } refusal && context.Request.Method == "POST")
        {
            await Json(refusal, refusal.Status).ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private async Task EventsAsync(HttpContext context)
    {
        long after = long.Parse(context.Request.Query["after"].ToString(), CultureInfo.InvariantCulture);
        if (!context.Request.Headers.Accept.ToString().Contains("event-stream", StringComparison.Ordinal))
        {
            await Json(new Page<RunEvent>(Snapshot().Where(e => e.Id > after).Take(2).ToArray(), null)).ExecuteAsync(context);
            return;
        }

        context.Response.ContentType = "text/event-stream";
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(_connections.Token, context.RequestAborted, _app.Lifetime.ApplicationStopping);
        int sent = 0;
        while (!end.IsCancellationRequested)
        {
            Task changed = Changed();
            RunEvent[] events = Snapshot();
            foreach (RunEvent runEvent in events.Skip(sent).Where(e => e.Id == 0 || e.Id > after))
            {
                await context.Response.WriteAsync($"id: {runEvent.Id}\nevent: {runEvent.Type}\ndata: {JsonSerializer.Serialize(runEvent, ApiJson.Options)}\n\n");
            }

            sent = events.Length;
            await context.Response.Body.FlushAsync();
            await changed.WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task Changed()
    {
        lock (_lock)
        {
            return _changed.Task;
        }
    }

    private RunEvent[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _events];
        }
    }

    private static RunStatus Status(string text) => Enum.Parse<RunStatus>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private static IResult Json<T>(T value, int status = 200) => Results.Json(value, ApiJson.Options, statusCode: status);
}
