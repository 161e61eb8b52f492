namespace Microsoft.DurableTask.Execution;

/// <summary>What one step of an orchestrator asks for.</summary>
/// <param name="Actions">In the order in which the code asked.</param>
/// <param name="CancelledTimers">Ids of timers that need not fire any more.</param>
/// <param name="CustomStatus">The new custom status, in an array of one; null when the step did not set it.</param>
/// <param name="End">Null while the orchestration goes on.</param>
internal sealed record StepResult(IReadOnlyList<OrchestrationAction> Actions, IReadOnlyList<int> CancelledTimers, string?[]? CustomStatus, ExecutionEnd? End);
