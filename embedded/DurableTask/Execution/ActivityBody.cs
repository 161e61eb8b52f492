namespace Microsoft.DurableTask.Execution;

/// <summary>Runs an activity's code and returns its serialized output.</summary>
internal delegate Task<string?> ActivityBody(TaskActivityContext context, string? input, CancellationToken cancellation);
