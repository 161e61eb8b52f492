namespace Coder.Contracts;

/// <summary>A day on which the overage that was billed is not what Stripe has counted.</summary>
/// <param name="Customer">At Stripe.</param>
/// <param name="Day">UTC.</param>
/// <param name="Difference">Credits that Stripe has more, or less, than it should.</param>
/// <param name="Ledger">Credits that the ledger has billed.</param>
/// <param name="Told">Credits that were told to Stripe, by our own record.</param>
/// <param name="Waiting">Credits that still have to be told.</param>
/// <param name="Stripe">Credits by Stripe's sum.</param>
public sealed record DriftView(string Account, string Customer, DateOnly Day, decimal Difference, long Ledger, long Told, long Waiting, decimal Stripe);
