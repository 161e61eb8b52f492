using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.DurableTask.Worker;

public static class ServiceCollectionExtensions
{
    /// <inheritdoc cref="AddDurableTaskWorker(IServiceCollection, string?)"/>
    public static IServiceCollection AddDurableTaskWorker(this IServiceCollection services, Action<IDurableTaskWorkerBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(services.AddDurableTaskWorker());
        return services;
    }

    /// <summary>Runs orchestrators and activities in this process, from the host's start to its stop; its store lies in <c>CODER_HOME</c>.</summary>
    public static IDurableTaskWorkerBuilder AddDurableTaskWorker(this IServiceCollection services, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddDurableEngine();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<EngineHost>());
        return new WorkerBuilder(name ?? string.Empty, services);
    }

    private sealed record WorkerBuilder(string Name, IServiceCollection Services) : IDurableTaskWorkerBuilder;
}
