namespace Microsoft.DurableTask;

/// <summary>Decides whether a failed task is tried again; runs as orchestrator code, so it may await durable timers of its context.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
