using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Coder.Benchmarks.Reporting;
using Coder.Contracts;
using Coder.Functions;
using Coder.Functions.Api;
using Coder.Runs.Events;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using EventLog = Coder.Runs.Events.EventLog;

namespace Coder.Benchmarks.Events;

/// <summary>Readers of one run's stream at the same time, over HTTP, in the process of the host: processor time and memory are those of both sides.</summary>
internal sealed class EventStreamBenchmark : IBenchmark
{
    private const int Readers = 200;
    private const int Events = 500;
    private const int TogetherWritten = 5;
    private const double BytesOfMebibyte = 1024 * 1024;

    public string Name => "sse";

    public string Title => $"{Readers} readers of one run's events";

    public async Task<IReadOnlyList<Figure>> RunAsync(int repetitions, CancellationToken cancellation)
    {
        FigureSet figures = new(Name);
        using ScratchFolder folder = new();
        EmbeddedHost host = Build(folder);
        await host.StartAsync(cancellation);
        try
        {
            using HttpClient http = new() { BaseAddress = new Uri(host.Address), Timeout = Timeout.InfiniteTimeSpan };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(folder.File("key"), cancellation)).Trim());
            await MeasureAsync(host.Services, http, new FigureSet(Name), cancellation);
            for (int i = 0; i < repetitions; i++)
            {
                await MeasureAsync(host.Services, http, figures, cancellation);
            }
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
            await host.DisposeAsync();
        }

        return figures.Figures;
    }

    private static EmbeddedHost Build(ScratchFolder home)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(
            ["--port", "0", "--CODER_HOME", home.Path, "--AzureWebJobsStorage", "none", "--STOP_GRACE_SECONDS", "0"], typeof(ApiMiddleware).Assembly);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<ApiMiddleware>();
        builder.Services.AddCoder(builder.Configuration);
        builder.Services.AddLogging(logging => logging.ClearProviders());
        // Nothing here is large enough for a blob.
        builder.Services.AddSingleton(_ => new BlobServiceClient(new Uri("http://127.0.0.1:9/none")));
        return (EmbeddedHost)builder.Build();
    }

    private static async Task MeasureAsync(IServiceProvider services, HttpClient http, FigureSet figures, CancellationToken cancellation)
    {
        RunKey key = new("local", RunKey.NewId(TimeProvider.System.GetUtcNow()));
        await services.GetRequiredService<RunStore>().CreateAsync(Record(key), cancellation);
        EventLog log = services.GetRequiredService<EventLog>();
        await log.AppendAsync(key.RunId, RunEventTypes.RunCreated, [], null, cancellation);
        using Process process = Process.GetCurrentProcess();
        GC.Collect();
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        using CountdownEvent connected = new(Readers);
        Task<int>[] readers = [.. Enumerable.Range(0, Readers).Select(_ => ReadAsync(http, key.RunId, connected, cancellation))];
        await Task.Run(() => connected.Wait(cancellation), cancellation);
        figures.Add($"managed memory of {Readers} readers that wait", "MiB", (GC.GetTotalMemory(forceFullCollection: true) - memory) / BytesOfMebibyte);

        process.Refresh();
        TimeSpan processor = process.TotalProcessorTime;
        long started = Stopwatch.GetTimestamp();
        for (int n = 0; n < Events; n += TogetherWritten)
        {
            await log.AppendAsync(key.RunId, [.. Enumerable.Range(n, TogetherWritten).Select(i => new EventDraft(RunEventTypes.Warning, new JsonObject { ["code"] = "benchmark", ["message"] = $"Event {i}." }, null))], cancellation);
        }

        await log.AppendAsync(key.RunId, RunEventTypes.RunCompleted, new JsonObject { ["status"] = "failed" }, null, cancellation);
        int[] read = await Task.WhenAll(readers);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        process.Refresh();
        if (read.Any(count => count != Events + 2))
        {
            throw new InvalidOperationException($"A reader got {read.First(count => count != Events + 2)} of {Events + 2} events.");
        }

        figures.Add($"{Events} events to each of {Readers} readers", "s", seconds);
        figures.Add("events delivered", "1/s", Readers * Events / seconds);
        figures.Add("processor time of server and readers", "s", (process.TotalProcessorTime - processor).TotalSeconds);
        figures.Add("peak memory of the process", "MiB", process.PeakWorkingSet64 / BytesOfMebibyte);
        await services.GetRequiredService<RunStore>().CloseAsync(key, cancellation);
    }

    private static async Task<int> ReadAsync(HttpClient http, string run, CountdownEvent connected, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"/v1/runs/{run}/events") { Headers = { { "Accept", "text/event-stream" } } };
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await using Stream stream = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellation);
        int read = 0;
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(cancellation))
        {
            if (++read == 1)
            {
                connected.Signal();
            }
        }

        return read;
    }

    private static RunRecord Record(RunKey key) => new()
    {
        Account = key.Account,
        RunId = key.RunId,
        // Final, so that no sweep takes it for a run whose start was lost.
        Status = RunStatus.Failed,
        Request = new RunRequest { Prompt = "", Repository = new RepositoryReference { Path = "/" } },
        Agent = "none",
        DefinitionHash = "none",
        RepositoryPath = "/",
        BaseCommit = "none",
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };
}
