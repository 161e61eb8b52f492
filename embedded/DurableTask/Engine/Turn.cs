using Microsoft.DurableTask.Storage;

namespace Microsoft.DurableTask.Engine;

/// <summary>What a turn of an instance has to store.</summary>
/// <param name="Commit">Null when no code ran.</param>
/// <param name="Dropped">Outcomes of activities that nobody waits for any more; set only without a commit.</param>
/// <param name="LooksAgain">The inbox may hold more.</param>
internal sealed record Turn(StepCommit? Commit, IReadOnlyList<(int Generation, int Id)> Dropped, bool LooksAgain)
{
    internal static readonly Turn Nothing = new(null, [], false);
}
