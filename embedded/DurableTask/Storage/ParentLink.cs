namespace Microsoft.DurableTask.Storage;

/// <summary>Where a sub-orchestration's outcome goes.</summary>
internal sealed record ParentLink(long Key, int Generation, int TaskId, string InstanceId, string Name);
