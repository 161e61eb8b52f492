namespace Coder.Forge.Inbox;

/// <summary>How a delivery stands.</summary>
public enum DeliveryStatus
{
    /// <summary>Recorded, and not yet handled to the end.</summary>
    Pending,

    /// <summary>It led to something.</summary>
    Handled,

    /// <summary>It called for nothing.</summary>
    Ignored,

    /// <summary>Its delivery was here before with another body.</summary>
    Duplicate,

    /// <summary>It failed too often, or cannot be read. Kept until somebody looks.</summary>
    Quarantined,

    /// <summary>Its body is gone; asked for again.</summary>
    Lost,
}
