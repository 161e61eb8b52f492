using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask;

/// <summary>The orchestrators and activities of an app, by name.</summary>
public sealed partial class DurableTaskRegistry
{
    internal Dictionary<string, Func<IServiceProvider, ITaskOrchestrator>> Orchestrators { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal Dictionary<string, Func<IServiceProvider, ITaskActivity>> Activities { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">An orchestrator of that name is registered already.</exception>
    public DurableTaskRegistry AddOrchestrator(TaskName name, Func<ITaskOrchestrator> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return AddOrchestrator(name, _ => factory());
    }

    /// <inheritdoc cref="AddOrchestrator(TaskName, Func{ITaskOrchestrator})"/>
    public DurableTaskRegistry AddOrchestrator<TOrchestrator>()
        where TOrchestrator : class, ITaskOrchestrator => AddOrchestrator<TOrchestrator>(NameOf(typeof(TOrchestrator)));

    /// <inheritdoc cref="AddOrchestrator(TaskName, Func{ITaskOrchestrator})"/>
    public DurableTaskRegistry AddOrchestrator<TOrchestrator>(TaskName name)
        where TOrchestrator : class, ITaskOrchestrator => AddOrchestrator(name, services => ActivatorUtilities.GetServiceOrCreateInstance<TOrchestrator>(services));

    /// <exception cref="ArgumentException">An activity of that name is registered already.</exception>
    public DurableTaskRegistry AddActivity(TaskName name, Func<IServiceProvider, ITaskActivity> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Add(Activities, name, factory, "activity");
    }

    /// <inheritdoc cref="AddActivity(TaskName, Func{IServiceProvider, ITaskActivity})"/>
    public DurableTaskRegistry AddActivity<TActivity>()
        where TActivity : class, ITaskActivity => AddActivity<TActivity>(NameOf(typeof(TActivity)));

    /// <inheritdoc cref="AddActivity(TaskName, Func{IServiceProvider, ITaskActivity})"/>
    public DurableTaskRegistry AddActivity<TActivity>(TaskName name)
        where TActivity : class, ITaskActivity => AddActivity(name, services => ActivatorUtilities.GetServiceOrCreateInstance<TActivity>(services));

    internal DurableTaskRegistry AddOrchestrator(TaskName name, Func<IServiceProvider, ITaskOrchestrator> factory) =>
        Add(Orchestrators, name, factory, "orchestrator");

    private static TaskName NameOf(Type type) =>
        type.GetCustomAttribute<DurableTaskAttribute>() is { Name.Name.Length: > 0 } attribute ? attribute.Name : new TaskName(type.Name);

    private DurableTaskRegistry Add<T>(Dictionary<string, T> tasks, TaskName name, T factory, string kind)
    {
        if (name.Name.Length == 0)
        {
            throw new ArgumentException($"An {kind} needs a name.", nameof(name));
        }

        if (!tasks.TryAdd(name.Name, factory))
        {
            throw new ArgumentException($"An {kind} named '{name}' is registered already; give one of the two another name.", nameof(name));
        }

        return this;
    }
}
