using Microsoft.DurableTask.Execution;

namespace Microsoft.DurableTask.Engine;

/// <summary>The code of every orchestrator and activity by name, from registries and from functions.</summary>
internal sealed class TaskCatalog
{
    private readonly Dictionary<string, OrchestratorBody> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ActivityBody> _activities = new(StringComparer.OrdinalIgnoreCase);

    internal OrchestratorBody? Orchestrator(string name) => _orchestrators.GetValueOrDefault(name);

    internal ActivityBody? Activity(string name) => _activities.GetValueOrDefault(name);

    /// <exception cref="InvalidOperationException">The name is taken.</exception>
    internal void Add(string name, OrchestratorBody body) => Add(_orchestrators, name, body, "orchestrators");

    /// <inheritdoc cref="Add(string, OrchestratorBody)"/>
    internal void Add(string name, ActivityBody body) => Add(_activities, name, body, "activities");

    /// <inheritdoc cref="Add(string, OrchestratorBody)"/>
    internal void Add(DurableTaskRegistry registry, IServiceProvider services, DataConverter converter)
    {
        foreach ((string name, Func<IServiceProvider, ITaskOrchestrator> factory) in registry.Orchestrators)
        {
            Add(name, RegisteredTasks.Orchestrator(factory, services, converter));
        }

        foreach ((string name, Func<IServiceProvider, ITaskActivity> factory) in registry.Activities)
        {
            Add(name, RegisteredTasks.Activity(factory, services, converter));
        }
    }

    private static void Add<T>(Dictionary<string, T> bodies, string name, T body, string kind)
    {
        if (!bodies.TryAdd(name, body))
        {
            throw new InvalidOperationException($"Two {kind} are named '{name}'; rename one.");
        }
    }
}
