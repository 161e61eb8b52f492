using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.DurableTask.Client;

public static class ServiceCollectionExtensions
{
    /// <inheritdoc cref="AddDurableTaskClient(IServiceCollection, string?)"/>
    public static IServiceCollection AddDurableTaskClient(this IServiceCollection services, Action<IDurableTaskClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(services.AddDurableTaskClient());
        return services;
    }

    /// <summary>Adds a <see cref="DurableTaskClient"/> of the engine in this process; it works while the host runs.</summary>
    public static IDurableTaskClientBuilder AddDurableTaskClient(this IServiceCollection services, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddDurableEngine();
        services.TryAddSingleton<DurableTaskClient>(
            provider => new EmbeddedDurableTaskClient(name ?? string.Empty, () => provider.GetRequiredService<EngineHost>().Engine));
        return new ClientBuilder(name ?? string.Empty, services);
    }

    private sealed record ClientBuilder(string Name, IServiceCollection Services) : IDurableTaskClientBuilder;
}
