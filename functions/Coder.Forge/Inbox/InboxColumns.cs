namespace Coder.Forge.Inbox;

/// <summary>Columns of the inbox's rows.</summary>
internal static class InboxColumns
{
    internal const string DeliveryId = "Delivery";
    internal const string EventName = "Event";
    internal const string Status = "Status";
    internal const string Attempts = "Attempts";

    /// <summary>Ticks of <c>ReceivedAt</c>: with the hash it names the body's row.</summary>
    internal const string Ticks = "Ticks";

    /// <summary>Who handles it; cleared when a try has failed.</summary>
    internal const string Owner = "Owner";

    /// <summary>Nobody else takes it before.</summary>
    internal const string NotBefore = "NotBefore";

    internal const string Summary = "Summary";
    internal const string HandledAt = "HandledAt";

    /// <summary>The body in the row; where it is too large, <see cref="Blob"/> names where it is.</summary>
    internal const string Body = "B";

    internal const string Blob = "Blob";
}
