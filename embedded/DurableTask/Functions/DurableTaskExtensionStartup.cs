using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;

[assembly: WorkerExtensionStartup(typeof(Microsoft.Azure.Functions.Worker.Extensions.DurableTask.DurableTaskExtensionStartup))]

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask;

/// <summary>Runs the app's orchestrator and activity functions and binds <c>[DurableClient]</c>.</summary>
public sealed class DurableTaskExtensionStartup : WorkerExtensionStartup
{
    public override void Configure(IFunctionsWorkerApplicationBuilder applicationBuilder)
    {
        IServiceCollection services = applicationBuilder.Services;
        services.AddDurableTaskClient();
        services.AddSingleton<ITaskSource, FunctionTasks>();
        services.AddSingleton<IInputBinder, DurableClientBinder>();
        services.AddSingleton<ITriggerListener>(provider => provider.GetRequiredService<EngineHost>());
    }
}
