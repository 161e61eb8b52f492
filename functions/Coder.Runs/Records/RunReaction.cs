namespace Coder.Runs.Records;

/// <summary>What gets a reaction at the end.</summary>
/// <param name="Subject">Its kind, as the forge's port names it.</param>
public sealed record RunReaction(string Subject, long Id);
