using System.Text.Json;
using Azure.Storage.Blobs;
using Coder.CrashSweep.Hosting;
using Coder.Embedded.Store;
using Coder.Functions;
using Coder.Functions.Api;
using Coder.Functions.Webhooks;
using Coder.Testing.Workspaces;
using Coder.Workspaces.Gates;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coder.CrashSweep.GitHub;

/// <summary>
/// The process that is killed: the function app as a GitHub App. Webhooks, store, git, workspaces and sandbox are real; the model is scripted, a gate looks at
/// one file. Told to, it does what its queue function does. It ends with its input.
/// </summary>
internal static class GitHubHost
{
    internal static async Task RunAsync(GitHubHostArguments arguments)
    {
        KillSwitch killSwitch = new();
        Directory.CreateDirectory(arguments.Home);
        await using EmbeddedStore store = EmbeddedStore.Open(new EmbeddedHome(arguments.Home).StoreFile, killSwitch.OnCommit);
        await using EmbeddedHost host = Build(arguments);
        await host.StartAsync();
        if (host.Failure is not null)
        {
            return;
        }

        Console.WriteLine(JsonSerializer.Serialize(new HostReady(host.Address, killSwitch.Commits)));
        while (await Console.In.ReadLineAsync() is { } line)
        {
            HostCommand command = JsonSerializer.Deserialize<HostCommand>(line)!;
            if (command.Do == HostCommand.Arm)
            {
                killSwitch.Set(command.Number, command.Side);
            }
            else
            {
                await host.Services.GetRequiredService<InboxWork>().SweepAsync(host.Services.GetRequiredService<DurableTaskClient>(), CancellationToken.None);
            }

            Console.WriteLine(JsonSerializer.Serialize(new HostAnswer(killSwitch.Commits, new Dictionary<string, string?>())));
        }
    }

    private static EmbeddedHost Build(GitHubHostArguments arguments)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(
            [
                "--port", "0", "--CODER_HOME", arguments.Home, "--AzureWebJobsStorage", "none", "--STOP_GRACE_SECONDS", "0",
                "--CODER_GITHUB_APP_ID", arguments.AppId, "--CODER_GITHUB_PRIVATE_KEY_FILE", Path.Combine(arguments.World, "app.pem"),
                "--CODER_GITHUB_API_URL", arguments.Address, "--CODER_GITHUB_URL", arguments.Address, "--CODER_GITHUB_WEBHOOK_SECRET", GitHubHostArguments.Secret,
                "--CODER_AGENTS", Path.Combine(arguments.World, "agents"), "--CODER_MODEL", $"scripted:{Path.Combine(arguments.World, "script.json")}",
            ],
            typeof(ApiMiddleware).Assembly);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<ApiMiddleware>();
        builder.Services.AddCoder(builder.Configuration);
        builder.Services.RemoveSandboxStartup();
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Services.AddSingleton(_ => new BlobServiceClient(new Uri($"{arguments.Recorder}/blobs")));
        builder.Services.AddSingleton<IGateRunner>(new ContentGates("README.md", GitHubWorld.RepositoryName));
        return (EmbeddedHost)builder.Build();
    }
}
