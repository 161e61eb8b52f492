using System.Text.Json;

namespace Microsoft.DurableTask.Storage;

/// <summary>Failures that the engine itself makes, and how failures are stored.</summary>
internal static class Failures
{
    private const string ActivityMissing = "ActivityTaskNotFound";
    private const string OrchestratorMissing = "OrchestratorTaskNotFound";

    internal static TaskFailureDetails ActivityNotFound(string name) =>
        new(ActivityMissing, $"No activity named '{name}' is registered; its function or registration is gone or was renamed.", null, null, null);

    internal static TaskFailureDetails OrchestratorNotFound(string name) =>
        new(OrchestratorMissing, $"No orchestrator named '{name}' is registered; its function or registration is gone or was renamed.", null, null, null);

    internal static TaskFailureDetails Terminated(string instanceId) =>
        new("SubOrchestrationTerminated", $"The sub-orchestration '{instanceId}' was terminated.", null, null, null);

    /// <summary>False for what no further attempt can change while the process lives.</summary>
    internal static bool IsRetriable(TaskFailureDetails failure) => failure.ErrorType is not (ActivityMissing or OrchestratorMissing);

    internal static string? Serialize(TaskFailureDetails? failure) => failure is null ? null : JsonSerializer.Serialize(failure);

    internal static TaskFailureDetails? Deserialize(string? failure) => failure is null ? null : JsonSerializer.Deserialize<TaskFailureDetails>(failure);
}
