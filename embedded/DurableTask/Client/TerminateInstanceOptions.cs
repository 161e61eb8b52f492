namespace Microsoft.DurableTask.Client;

/// <param name="Output">Becomes the output of the terminated instance.</param>
/// <param name="Recursive">Terminate the running sub-orchestrations too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
