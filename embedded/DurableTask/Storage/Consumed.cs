namespace Microsoft.DurableTask.Storage;

/// <summary>What a turn takes off the store.</summary>
/// <param name="Messages">Inbox rows.</param>
/// <param name="Activities">Calls whose results have come, of this generation or an earlier one.</param>
/// <param name="Timers">Timers that have fired or were cancelled.</param>
internal sealed record Consumed(IReadOnlyList<long> Messages, IReadOnlyList<(int Generation, int Id)> Activities, IReadOnlyList<(int Generation, int Id)> Timers)
{
    internal static readonly Consumed Nothing = new([], [], []);

    internal bool IsEmpty => Messages.Count + Activities.Count + Timers.Count == 0;
}
