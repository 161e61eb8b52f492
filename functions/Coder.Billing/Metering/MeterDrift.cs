namespace Coder.Billing.Metering;

/// <summary>A day on which what was billed is not what Stripe has.</summary>
/// <param name="Day">UTC.</param>
/// <param name="Ledger">Credits of overage that the ledger has billed.</param>
/// <param name="Outbox">Credits that were told to Stripe, by our own record.</param>
/// <param name="Waiting">Credits of the outbox that still have to be sent; they are no drift.</param>
/// <param name="Stripe">Credits by Stripe's sum.</param>
public sealed record MeterDrift(string Account, string Customer, DateOnly Day, long Ledger, long Outbox, long Waiting, decimal Stripe)
{
    /// <summary>Credits that Stripe has more (or less, below zero) than it should.</summary>
    public decimal Difference => Stripe - (Ledger - Waiting);
}
