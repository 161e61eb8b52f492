namespace Coder.Runs.Turns;

/// <summary>What a committed turn costs.</summary>
/// <param name="Path">See <see cref="TurnKey.Path"/>.</param>
public sealed record TurnPrice(string Path, long MicroCredits);
