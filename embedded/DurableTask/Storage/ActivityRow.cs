namespace Microsoft.DurableTask.Storage;

/// <summary>An activity call whose result no step has taken yet.</summary>
/// <param name="Tries">As stored, when an earlier process has left it behind; null for a call of this process.</param>
internal sealed record ActivityRow(long Key, int Generation, int Id, string Name, string InstanceId, int? Tries = null);
