namespace Microsoft.DurableTask.Client;

/// <param name="Recursive">Purge the ended sub-orchestrations too.</param>
public record PurgeInstanceOptions(bool Recursive = false);
