namespace Coder.Billing.Metering;

/// <summary>How an entry of the outbox stands.</summary>
public enum MeterEntryStatus
{
    /// <summary>Written before its posting: after a crash the posting is made with the same id.</summary>
    Planned,

    /// <summary>Posted, and not known to be at Stripe.</summary>
    Pending,

    /// <summary>At Stripe.</summary>
    Sent,

    /// <summary>Stripe refuses it, or it cannot be found out whether Stripe has it. Somebody has to look.</summary>
    Stuck,
}
