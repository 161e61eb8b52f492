namespace Microsoft.DurableTask.Engine;

/// <summary>Activities with a limit of their own, so that (say) calls that wait for a model do not hold up commands, nor the other way round.</summary>
/// <param name="Name">As in the settings.</param>
/// <param name="ConcurrentMax">How many run at a time; at least 1.</param>
/// <param name="Activities">Their names.</param>
internal sealed record ActivityGroup(string Name, int ConcurrentMax, IReadOnlyCollection<string> Activities);
