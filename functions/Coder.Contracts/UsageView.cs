namespace Coder.Contracts;

/// <summary>What a run has used so far.</summary>
/// <param name="Turns">Model turns committed.</param>
/// <param name="TurnsRepeatedInFlight">Turns requested once more because the process ended while they were in flight.</param>
/// <param name="InputTokens">Uncached input.</param>
/// <param name="CachedInputTokens">Input read from the provider's cache.</param>
/// <param name="OutputTokens">Output.</param>
/// <param name="Estimated">True when some provider reported no usage and it was estimated.</param>
/// <param name="Credits">Priced estimate.</param>
/// <param name="Usd">Priced estimate at the credit's price.</param>
/// <param name="PlatformSeconds">Wall time that was neither model, dependency restore nor sandboxed command; null until final.</param>
public sealed record UsageView(
    int Turns, int TurnsRepeatedInFlight, long InputTokens, long CachedInputTokens, long OutputTokens, bool Estimated, decimal Credits, decimal Usd, double? PlatformSeconds = null);
