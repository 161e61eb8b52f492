namespace Coder.Contracts;

/// <summary>A group of turns; what it is not grouped by is absent.</summary>
/// <param name="InputTokens">Uncached.</param>
/// <param name="Project">Empty: turns of runs without a project.</param>
public sealed record UsageItemView(
    long Turns, long InputTokens, long CachedInputTokens, long OutputTokens, decimal Credits, DateOnly? Day = null, string? Project = null, string? Agent = null, string? Model = null);
