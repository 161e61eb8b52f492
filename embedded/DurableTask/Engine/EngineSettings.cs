using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Engine;

/// <summary>
/// Reads <c>extensions.durableTask</c> of host.json; a setting <c>AzureFunctionsJobHost__extensions__durableTask__…</c> overrides it. Without either, the
/// worker's options count.
/// </summary>
internal sealed class EngineSettings(IConfiguration configuration, IOptions<DurableTaskWorkerOptions> worker)
{
    private const string Section = "extensions:durableTask";

    /// <exception cref="InvalidOperationException">A value is out of range; the message names the setting and the fix.</exception>
    internal EngineOptions Read()
    {
        IConfiguration section = new ConfigurationBuilder()
            .AddConfiguration(File(Path.Combine(AppContext.BaseDirectory, "host.json")))
            .AddConfiguration(configuration.GetSection($"AzureFunctionsJobHost:{Section}"))
            .Build();
        DurableTaskWorkerOptions.ConcurrencyOptions concurrency = worker.Value.Concurrency;
        EngineOptions defaults = new() { StoreFile = EmbeddedHome.Resolve(configuration).StoreFile };
        return defaults with
        {
            HubName = section["hubName"] ?? defaults.HubName,
            OrchestratorsMax = AtLeastOne(section, "maxConcurrentOrchestratorFunctions", concurrency.MaximumConcurrentOrchestrationWorkItems),
            ActivitiesMax = AtLeastOne(section, "maxConcurrentActivityFunctions", concurrency.MaximumConcurrentActivityWorkItems),
            ActivityGroups = [.. section.GetSection("activityGroups").GetChildren().Select(Group)],
            KeepsExecutions = section.GetValue("extendedSessionsEnabled", defaults.KeepsExecutions),
            IdleMax = TimeSpan.FromSeconds(AtLeastOne(section, "extendedSessionIdleTimeoutInSeconds", (int)defaults.IdleMax.TotalSeconds)),
            TriesMax = AtLeastOne(section, "maxPoisonTries", defaults.TriesMax),
            TimerMax = worker.Value.MaximumTimerInterval,
        };
    }

    private static IConfigurationSection File(string path) => new ConfigurationBuilder().AddJsonFile(path, optional: true).Build().GetSection(Section);

    private static ActivityGroup Group(IConfigurationSection group) =>
        new(group.Key, AtLeastOne(group, "maxConcurrent", 1), group.GetSection("activities").Get<string[]>() ?? []);

    private static int AtLeastOne(IConfiguration section, string key, int fallback)
    {
        int value = section.GetValue(key, fallback);
        return value >= 1 ? value : throw new InvalidOperationException($"host.json, {Section}: {key} is {value}; it must be at least 1.");
    }
}
