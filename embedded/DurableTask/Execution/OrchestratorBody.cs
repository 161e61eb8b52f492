namespace Microsoft.DurableTask.Execution;

/// <summary>Runs an orchestrator's code and returns its serialized output.</summary>
internal delegate Task<string?> OrchestratorBody(TaskOrchestrationContext context);
