namespace Coder.Billing.Metering;

/// <summary>What to do with an entry.</summary>
public enum MeterStep
{
    /// <summary>Send it, for the first time or again: Stripe takes an identifier once.</summary>
    Send,

    /// <summary>Stripe may have forgotten the identifier: compare sums before it is sent again.</summary>
    Compare,

    /// <summary>Stripe takes nothing so old.</summary>
    GiveUp,
}
