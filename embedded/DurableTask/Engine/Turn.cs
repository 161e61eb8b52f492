using Microsoft.DurableTask.Storage;

namespace Microsoft.DurableTask.Engine;

/// <summary>What a turn of an instance has to store.</summary>
/// <param name="Commit">Null when no code ran.</param>
/// <param name="Dropped">What came for nobody: an ended instance, an earlier generation. Null with a commit, which has its own.</param>
/// <param name="LooksAgain">The inbox may hold more.</param>
internal sealed record Turn(StepCommit? Commit, Consumed? Dropped, bool LooksAgain)
{
    internal static readonly Turn Nothing = new(null, null, false);
}
