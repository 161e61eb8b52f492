namespace Coder.Billing.Metering;

/// <summary>Overage that was billed in the ledger and has to be told to Stripe.</summary>
/// <param name="Id">Of the posting; also the identifier of the event at Stripe.</param>
/// <param name="Credits">Whole credits; 0 while <see cref="MeterEntryStatus.Planned"/>.</param>
/// <param name="At">When it was posted; to the second, as Stripe counts.</param>
/// <param name="FirstTriedAt">Since when Stripe may have it; null: it was never sent.</param>
/// <param name="Tries">How often it was sent.</param>
/// <param name="Note">Why it is not sent; null: nothing is wrong.</param>
public sealed record MeterEntry(string Account, string Id, string Customer, MeterEntryStatus Status, long Credits, DateTimeOffset At, DateTimeOffset? FirstTriedAt = null, int Tries = 0, string? Note = null);
