namespace Coder.Runs.Turns;

/// <param name="MicroCredits">Price in millionths of a credit.</param>
public sealed record TurnUsage(long InputTokens, long CachedInputTokens, long OutputTokens, bool Estimated, long MicroCredits);
