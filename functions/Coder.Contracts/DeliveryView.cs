namespace Coder.Contracts;

/// <summary>A webhook in the inbox.</summary>
/// <param name="Id">Its place in the inbox.</param>
/// <param name="DeliveryId">The forge's id; of a replay <c>replay-…</c>.</param>
/// <param name="Event">The forge's event, without the action.</param>
/// <param name="Status"><c>pending</c>, <c>handled</c>, <c>ignored</c>, <c>duplicate</c>, <c>quarantined</c> or <c>lost</c>.</param>
/// <param name="Attempts">How often handling was begun.</param>
/// <param name="Summary">What it led to, or why to nothing; empty while it is pending.</param>
/// <param name="HandledAt">Absent while it is pending.</param>
public sealed record DeliveryView(string Id, string DeliveryId, string Event, string Status, int Attempts, string Summary, DateTimeOffset ReceivedAt, DateTimeOffset? HandledAt = null);
