namespace Coder.Runs.Turns;

/// <summary>What a committed turn costs.</summary>
/// <param name="Path">See <see cref="TurnKey.Path"/>.</param>
/// <param name="Model">As the provider names it; <c>unknown</c> for turns of earlier versions.</param>
/// <param name="InputTokens">Uncached.</param>
public sealed record TurnPrice(string Path, long MicroCredits, string Model, long InputTokens, long CachedInputTokens, long OutputTokens);
