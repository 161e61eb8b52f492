using System.Text.Json;

namespace Microsoft.DurableTask.Storage;

/// <summary>Failures that the engine itself makes, and how failures are stored.</summary>
internal static class Failures
{
    private const string ActivityMissing = "ActivityTaskNotFound";
    private const string OrchestratorMissing = "OrchestratorTaskNotFound";
    private const string InstancePoisoned = "OrchestrationPoisoned";

    internal static TaskFailureDetails ActivityNotFound(string name) =>
        new(ActivityMissing, $"No activity named '{name}' is registered; its function or registration is gone or was renamed.", null, null, null);

    internal static TaskFailureDetails OrchestratorNotFound(string name) =>
        new(OrchestratorMissing, $"No orchestrator named '{name}' is registered; its function or registration is gone or was renamed.", null, null, null);

    /// <param name="last">What the last try threw; null when each of them ended the process.</param>
    internal static TaskFailureDetails Poisoned(int tries, Exception? last) => new(
        InstancePoisoned,
        $"The orchestration could not go on after {tries} tries: " + (last is null ? "each time the process ended." : $"{last.GetType()}: {last.Message}"),
        last?.StackTrace,
        last is null ? null : TaskFailureDetails.FromException(last),
        null);

    internal static TaskFailureDetails Poisoned(ActivityRow activity, int tries) => new(
        InstancePoisoned,
        $"Activity '{activity.Name}' (#{activity.Id}) was begun {tries} times, and each time the process ended before its result was stored.",
        null,
        null,
        null);

    /// <param name="what">What of the instance is unreadable.</param>
    internal static TaskFailureDetails Unreadable(string what, Exception error) =>
        new(InstancePoisoned, $"The orchestration cannot go on: its {what} cannot be read: {error.Message}", error.StackTrace, null, null);

    internal static TaskFailureDetails Terminated(string instanceId) =>
        new("SubOrchestrationTerminated", $"The sub-orchestration '{instanceId}' was terminated.", null, null, null);

    /// <summary>False for what no further attempt can change while the process lives.</summary>
    internal static bool IsRetriable(TaskFailureDetails failure) => failure.ErrorType is not (ActivityMissing or OrchestratorMissing);

    internal static string? Serialize(TaskFailureDetails? failure) => failure is null ? null : JsonSerializer.Serialize(failure);

    internal static TaskFailureDetails? Deserialize(string? failure) => failure is null ? null : JsonSerializer.Deserialize<TaskFailureDetails>(failure);
}
