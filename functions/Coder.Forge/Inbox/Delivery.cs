namespace Coder.Forge.Inbox;

/// <summary>A delivery as the inbox keeps it.</summary>
/// <param name="Id">Its place in the inbox: the SHA-256 of its body in hex.</param>
/// <param name="DeliveryId">The forge's id.</param>
/// <param name="EventName">The forge's word for what happened, without the action.</param>
/// <param name="Attempts">How often handling was begun.</param>
/// <param name="Summary">What it led to, or why to nothing; empty while it is pending.</param>
/// <param name="HandledAt">Null until it is final.</param>
public sealed record Delivery(
    string Id, string DeliveryId, string EventName, DateTimeOffset ReceivedAt, DeliveryStatus Status, int Attempts, string Summary, DateTimeOffset? HandledAt);
