using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Execution;

/// <summary>An action of the current step with what its receiver gets: the input of a task, the payload of an event.</summary>
internal sealed record OrchestrationAction(RecordedAction Recorded, string? Payload);
