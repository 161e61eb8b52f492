using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Execution;

/// <summary>Runs the tasks of a <see cref="DurableTaskRegistry"/>: an orchestrator is made once for each time its code is brought to life, an activity once a call.</summary>
internal static class RegisteredTasks
{
    internal static OrchestratorBody Orchestrator(Func<IServiceProvider, ITaskOrchestrator> factory, IServiceProvider services, DataConverter converter) =>
        async context =>
        {
            ITaskOrchestrator orchestrator = factory(services);
            object? input = converter.Deserialize(((OrchestrationContext)context).SerializedInput, orchestrator.InputType);
            return converter.Serialize(await orchestrator.RunAsync(context, input));
        };

    internal static ActivityBody Activity(Func<IServiceProvider, ITaskActivity> factory, IServiceProvider services, DataConverter converter) =>
        async (context, input, _) =>
        {
            await using AsyncServiceScope scope = services.CreateAsyncScope();
            ITaskActivity activity = factory(scope.ServiceProvider);
            return converter.Serialize(await activity.RunAsync(context, converter.Deserialize(input, activity.InputType)));
        };
}
