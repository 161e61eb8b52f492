namespace Coder.Contracts;

/// <summary>Whether Stripe has counted what was billed.</summary>
/// <param name="Days">Days that were compared, today among them.</param>
/// <param name="Drifts">Those that do not fit.</param>
public sealed record ReconciliationView(int Days, IReadOnlyList<DriftView> Drifts);
