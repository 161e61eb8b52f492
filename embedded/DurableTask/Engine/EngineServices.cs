using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.DurableTask.Engine;

internal static class EngineServices
{
    /// <summary>Adds the process's one engine.</summary>
    internal static IServiceCollection AddDurableEngine(this IServiceCollection services)
    {
        services.AddOptions().AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DataConverter>(JsonDataConverter.Default);
        services.TryAddSingleton<EngineSettings>();
        services.TryAddSingleton<EngineHost>();
        return services;
    }
}
