namespace Microsoft.DurableTask;

/// <summary>Decides whether a failed task is tried again; runs as orchestrator code.</summary>
public delegate bool RetryHandler(RetryContext retryContext);
