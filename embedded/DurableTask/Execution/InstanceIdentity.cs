namespace Microsoft.DurableTask.Execution;

/// <summary>What an orchestrator is told about itself.</summary>
internal sealed record InstanceIdentity(string Name, string InstanceId, ParentOrchestrationInstance? Parent, string? Input);
