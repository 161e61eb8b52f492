using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Coder.Contracts;
using Coder.Functions;
using Coder.Functions.Activities;
using Coder.Functions.Contracts;
using Coder.Functions.Orchestrations;
using Coder.Functions.Runs;
using Coder.Functions.Scripts;
using Coder.Graphs.Folders;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coder.Benchmarks.Node;

/// <summary>The product's own orchestration, activities and stores, with a graph of two no-op nodes that follow each other until the loop cap ends the run.</summary>
internal sealed class GraphHost : IAsyncDisposable
{
    private const string Account = "local";

    private readonly IHost _host;
    private readonly ConcurrentQueue<long> _decisions;

    private GraphHost(IHost host, ConcurrentQueue<long> decisions)
    {
        _host = host;
        _decisions = decisions;
    }

    internal static async Task<GraphHost> StartAsync(ScratchFolder home)
    {
        ConcurrentQueue<long> decisions = new();
        HostApplicationBuilder builder = new(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration["CODER_HOME"] = home.Path;
        // One file for tables and orchestrations, as the embedded host has it; no node of these graphs needs a blob.
        builder.Configuration["TablesConnection"] = $"Data Source={home.File("store.db")}";
        builder.Configuration["AzureWebJobsStorage"] = "UseDevelopmentStorage=true";
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddCoder(builder.Configuration);
        builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(tasks => Register(tasks, decisions)));
        builder.Services.AddDurableTaskClient();
        IHost host = builder.Build();
        await host.StartAsync();
        return new GraphHost(host, decisions);
    }

    /// <summary>Runs a graph of so many node visits and returns when each step was decided (<see cref="Stopwatch"/> ticks).</summary>
    internal async Task<long[]> RunAsync(int visits, string prompt, int stepsPerHistory = RunCursor.StepsPerHistoryDefault)
    {
        CancellationToken never = CancellationToken.None;
        RunKey key = new(Account, RunKey.NewId(TimeProvider.System.GetUtcNow()));
        AgentFolder folder = new("loop", [new AgentFile(AgentFolder.GraphFile, Encoding.UTF8.GetBytes(Graph(visits)))], new Dictionary<string, AgentKind>(), []);
        IServiceProvider services = _host.Services;
        await services.GetRequiredService<DefinitionStore>().KeepAsync(folder, never);
        await services.GetRequiredService<RunSteps>().StartAsync(key.RunId, new ScopeDocument(folder.DefinitionHash, prompt), never);
        await services.GetRequiredService<RunStore>().CreateAsync(Record(key, folder.DefinitionHash, prompt), never);
        _decisions.Clear();
        DurableTaskClient client = services.GetRequiredService<DurableTaskClient>();

        // As a child's, so that only visits are measured: no workspace is prepared, nothing is published.
        RunCursor cursor = RunCursor.Start(key.Account, key.RunId) with { Depth = 1, IsPrepared = true, StepsPerHistory = stepsPerHistory };
        string id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(GraphRun), cursor, never);
        OrchestrationMetadata end = await client.WaitForInstanceCompletionAsync(id, true, never);
        return end.RuntimeStatus == OrchestrationRuntimeStatus.Completed && _decisions.Count == visits + 1
            ? [.. _decisions]
            : throw new InvalidOperationException($"The run is {end.RuntimeStatus} after {_decisions.Count} steps: {end.FailureDetails}");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private static void Register(DurableTaskRegistry tasks, ConcurrentQueue<long> decisions) => tasks
        .AddOrchestratorFunc<RunOutput>(nameof(GraphRun), GraphRun.RunAsync)
        .AddActivity(nameof(Advance), services => new FunctionActivity<RunCursor, StepCommand>(cursor =>
        {
            decisions.Enqueue(Stopwatch.GetTimestamp());
            return new Advance(services.GetRequiredService<GraphAdvancer>()).RunAsync(cursor, CancellationToken.None);
        }))
        .AddActivity(nameof(RunScriptNode), services => new FunctionActivity<NodeInput, ActivityOutput>(node =>
            new RunScriptNode(services.GetRequiredService<RunWork>(), services.GetRequiredService<ScriptNode>()).RunAsync(node, CancellationToken.None)));

    private static string Graph(int visits) => $$"""
        name: loop
        start: ping
        settings:
          max_loop_iterations: {{visits / 2}}
        nodes:
          ping: { type: script, script: builtin/resolve_project, next: pong }
          pong: { type: script, script: builtin/resolve_project, next: ping }
          never: { type: end, output: "" }
        """;

    private static RunRecord Record(RunKey key, string definition, string prompt) => new()
    {
        Account = key.Account,
        RunId = key.RunId,
        Status = RunStatus.Running,
        Request = new RunRequest { Prompt = prompt, Repository = new RepositoryReference { Path = "/repository" } },
        Agent = "loop",
        DefinitionHash = definition,
        RepositoryPath = "/repository",
        BaseCommit = "0",
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };

    private sealed class FunctionActivity<TInput, TOutput>(Func<TInput, Task<TOutput>> run) : TaskActivity<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskActivityContext context, TInput input) => run(input);
    }
}
