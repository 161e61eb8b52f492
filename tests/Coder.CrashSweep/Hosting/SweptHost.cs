using System.Text.Json;
using Azure.Storage.Blobs;
using Coder.Embedded.Store;
using Coder.Functions;
using Coder.Functions.Api;
using Coder.Testing.Models;
using Coder.Testing.Workspaces;
using Coder.Workspaces.Gates;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coder.CrashSweep.Hosting;

/// <summary>
/// The process that is killed: the function app on the embedded host, with plain orchestrations beside the product's. Workspaces, git and store are real; gates
/// are judged by a file's content, blobs and model are the recorder's. It takes commands line by line and ends with its input.
/// </summary>
internal sealed class SweptHost(DurableTaskClient client, KillSwitch killSwitch)
{
    internal static async Task RunAsync(HostArguments arguments)
    {
        KillSwitch killSwitch = new();
        killSwitch.Set(arguments.Commit, arguments.Side);
        Directory.CreateDirectory(arguments.Home);
        await using EmbeddedStore store = EmbeddedStore.Open(new EmbeddedHome(arguments.Home).StoreFile, killSwitch.OnCommit);
        await using EmbeddedHost host = Build(arguments);
        await host.StartAsync();
        if (host.Failure is not null)
        {
            return;
        }

        Console.WriteLine(JsonSerializer.Serialize(new HostReady(host.Address, killSwitch.Commits)));
        SweptHost swept = new(host.Services.GetRequiredService<DurableTaskClient>(), killSwitch);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            Console.WriteLine(JsonSerializer.Serialize(await swept.DoAsync(JsonSerializer.Deserialize<HostCommand>(line)!)));
        }
    }

    private static EmbeddedHost Build(HostArguments arguments)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(
            [
                "--port", "0", "--CODER_HOME", arguments.Home, "--AzureWebJobsStorage", "none", "--STOP_GRACE_SECONDS", "0",
                "--OPENAI_BASE_URL", arguments.Model, "--OPENAI_API_KEY", OpenAiServer.ApiKey,
            ],
            typeof(ApiMiddleware).Assembly);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<ApiMiddleware>();
        builder.Services.AddCoder(builder.Configuration);
        builder.Services.RemoveSandboxStartup();
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Services.AddSingleton(_ => new BlobServiceClient(new Uri($"{arguments.Recorder}/blobs")));
        builder.Services.AddSingleton<IGateRunner>(new ContentGates("src/splitBill.js", "index < rest"));
        Effects effects = new(new HttpClient { BaseAddress = new Uri($"{arguments.Recorder}/") });
        builder.Services.Configure<DurableTaskRegistry>(tasks => PlainRuns.Register(tasks, effects));
        return (EmbeddedHost)builder.Build();
    }

    private async Task<HostAnswer> DoAsync(HostCommand command)
    {
        Dictionary<string, string?> ends = [];
        switch (command.Do)
        {
            case HostCommand.Start:
                await StartAsync(command.Kind, command.Ids[0]);
                break;
            case HostCommand.Raise:
                await client.RaiseEventAsync(command.Ids[0], "answer", command.Number);
                break;
            case HostCommand.Look:
                foreach (string id in command.Ids)
                {
                    if (await client.GetInstanceAsync(id, getInputsAndOutputs: true) is { } instance)
                    {
                        ends[id] = instance.IsCompleted ? $"{instance.RuntimeStatus} {instance.SerializedOutput}{instance.FailureDetails}" : null;
                    }
                }

                break;
            case HostCommand.Arm:
                killSwitch.Set(command.Number, command.Side);
                break;
        }

        return new HostAnswer(killSwitch.Commits, ends);
    }

    /// <summary>Starts an instance unless it is there: the answer to an earlier start may have been lost.</summary>
    private async Task StartAsync(string kind, string id)
    {
        if (await client.GetInstanceAsync(id) is null)
        {
            object? input = kind == nameof(PlainRuns.Eternal) ? new Round(0, "") : null;
            await client.ScheduleNewOrchestrationInstanceAsync(kind, input, new StartOrchestrationOptions(id));
        }
    }
}
