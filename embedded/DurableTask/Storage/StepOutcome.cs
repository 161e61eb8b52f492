namespace Microsoft.DurableTask.Storage;

/// <summary>What a committed step sets going.</summary>
/// <param name="Ready">Instances that can start: sub-orchestrations, and the instance itself when it continues as new.</param>
/// <param name="Messaged">Instances that have a new inbox row.</param>
internal sealed record StepOutcome(IReadOnlyList<long> Ready, IReadOnlyList<long> Messaged);
