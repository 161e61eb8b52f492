using System.Reflection;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.Execution;

namespace Microsoft.Azure.Functions.Worker.Extensions.DurableTask;

/// <summary>The functions with an orchestration or activity trigger, as tasks that run through the worker's middleware.</summary>
internal sealed class FunctionTasks(IFunctionCatalog functions, IFunctionInvoker invoker, DataConverter converter) : ITaskSource
{
    public void AddTo(TaskCatalog catalog)
    {
        foreach (FunctionMethod function in functions.Functions)
        {
            if (function.TriggerOf<OrchestrationTriggerAttribute>() is var (context, orchestration))
            {
                catalog.Add(orchestration.Orchestration ?? function.Name, Orchestrator(function, context));
            }
            else if (function.TriggerOf<ActivityTriggerAttribute>() is var (input, activity))
            {
                catalog.Add(activity.Activity ?? function.Name, Activity(function, input));
            }
        }
    }

    private OrchestratorBody Orchestrator(FunctionMethod function, ParameterInfo trigger)
    {
        if (trigger.ParameterType != typeof(TaskOrchestrationContext))
        {
            throw new InvalidOperationException(
                $"Function '{function.Name}': the parameter '{trigger.Name}' with [OrchestrationTrigger] must be a TaskOrchestrationContext.");
        }

        ParameterInfo? input = function.Parameters.FirstOrDefault(parameter => parameter != trigger && IsInput(parameter));
        return async context =>
        {
            Dictionary<string, object?> bound = new() { [trigger.Name!] = context };
            if (input is not null)
            {
                bound.Add(input.Name!, Value(((OrchestrationContext)context).SerializedInput, input.ParameterType));
            }

            return converter.Serialize(await invoker.InvokeAsync(function, bound, null, CancellationToken.None));
        };
    }

    private ActivityBody Activity(FunctionMethod function, ParameterInfo trigger) => async (context, input, cancellation) =>
    {
        Dictionary<string, object?> bound = new() { [trigger.Name!] = Value(input, trigger.ParameterType) };
        return converter.Serialize(await invoker.InvokeAsync(function, bound, null, cancellation));
    };

    private object? Value(string? data, Type type) =>
        converter.Deserialize(data, type) ?? (type.IsValueType ? Activator.CreateInstance(type) : null);

    private static bool IsInput(ParameterInfo parameter) =>
        parameter.ParameterType != typeof(FunctionContext)
        && parameter.ParameterType != typeof(CancellationToken)
        && !parameter.GetCustomAttributes<Extensions.Abstractions.BindingAttribute>().Any();
}
