namespace Coder.Billing.Payments;

/// <summary>What an event of Stripe is about: the kind of object that is asked for.</summary>
public enum EventSubject
{
    Checkout,
    Subscription,

    /// <summary>An invoice that is paid brings credits; any says how its subscription stands.</summary>
    Invoice,
    Charge,
    Dispute,
    Meter,
}
