namespace DurableTask.Core.Exceptions;

/// <summary>An orchestrator's code no longer does what its history says. Fails the instance; callers see the name of this type in the failure's details.</summary>
internal sealed class NonDeterministicOrchestrationException(string message) : Exception(message);
