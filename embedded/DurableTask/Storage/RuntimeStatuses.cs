using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.Storage;

internal static class RuntimeStatuses
{
    /// <summary>The active statuses as an SQL list.</summary>
    internal const string Active = "(0, 6, 7)";

    internal static bool IsActive(this OrchestrationRuntimeStatus status) =>
        status is OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Suspended;
}
