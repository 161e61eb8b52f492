namespace Coder.Runs.Turns;

/// <param name="MicroCredits">Price in millionths of a credit.</param>
public sealed record TurnUsage(long InputTokens, long CachedInputTokens, long OutputTokens, bool Estimated, long MicroCredits)
{
    /// <summary>The model that answered, as the provider names it.</summary>
    public string Model { get; init; } = TurnStore.UnknownModel;
}
