using System.Reflection;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker.Hosting.Azurite;

namespace Microsoft.Azure.Functions.Worker.Hosting.Queues;

/// <summary>A function with a queue trigger.</summary>
/// <param name="Function">The function.</param>
/// <param name="Message">The parameter that takes the message.</param>
/// <param name="QueueName">The queue's name.</param>
/// <param name="Connection">Name of the setting with the connection string.</param>
internal sealed record QueueFunction(FunctionMethod Function, ParameterInfo Message, string QueueName, string Connection)
{
    private const string PoisonSuffix = "-poison";
    private const int QueueNameLengthMax = 63;

    /// <summary>Where messages go that failed too often; null when the queue is such a place itself, or its name leaves no room for one.</summary>
    internal string? PoisonQueueName { get; } =
        QueueName.EndsWith(PoisonSuffix, StringComparison.Ordinal) || QueueName.Length + PoisonSuffix.Length > QueueNameLengthMax ? null : QueueName + PoisonSuffix;

    /// <exception cref="InvalidOperationException">A trigger's parameter is neither a string nor a <see cref="QueueMessage"/>.</exception>
    internal static IEnumerable<QueueFunction> Of(IFunctionCatalog catalog)
    {
        foreach (FunctionMethod function in catalog.Functions)
        {
            if (function.TriggerOf<QueueTriggerAttribute>() is not var (parameter, trigger))
            {
                continue;
            }

            if (parameter.ParameterType != typeof(string) && parameter.ParameterType != typeof(QueueMessage))
            {
                throw new InvalidOperationException(
                    $"Function '{function.Name}': the parameter '{parameter.Name}' with [QueueTrigger] must be a string or an Azure.Storage.Queues.Models.QueueMessage.");
            }

            yield return new QueueFunction(function, parameter, trigger.QueueName, trigger.Connection ?? StoragePlan.Setting);
        }
    }

    internal Dictionary<string, object?> Bound(QueueMessage message) =>
        new(StringComparer.Ordinal) { [Message.Name!] = Message.ParameterType == typeof(string) ? message.Body.ToString() : message };
}
