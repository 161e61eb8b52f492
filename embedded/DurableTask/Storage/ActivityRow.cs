namespace Microsoft.DurableTask.Storage;

/// <summary>An activity call whose result no step has taken yet.</summary>
internal sealed record ActivityRow(long Key, int Generation, int Id, string Name, string InstanceId);
