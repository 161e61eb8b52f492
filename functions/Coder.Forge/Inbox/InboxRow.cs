using Azure;
using Azure.Data.Tables;

namespace Coder.Forge.Inbox;

/// <summary>The row <c>d!HASH</c>.</summary>
internal sealed record InboxRow(InboxKey Key, Delivery Delivery, string? Owner, DateTimeOffset NotBefore, ETag Tag)
{
    internal static InboxRow Of(TableEntity row)
    {
        string hash = row.RowKey[2..];
        long ticks = row.GetInt64(InboxColumns.Ticks) ?? 0;
        Delivery delivery = new(
            hash,
            row.GetString(InboxColumns.DeliveryId) ?? "",
            row.GetString(InboxColumns.EventName) ?? "",
            new DateTimeOffset(ticks, TimeSpan.Zero),
            Enum.TryParse(row.GetString(InboxColumns.Status), out DeliveryStatus status) ? status : DeliveryStatus.Quarantined,
            row.GetInt32(InboxColumns.Attempts) ?? 0,
            row.GetString(InboxColumns.Summary) ?? "",
            row.GetDateTimeOffset(InboxColumns.HandledAt));
        return new InboxRow(new InboxKey(hash, ticks), delivery, row.GetString(InboxColumns.Owner), row.GetDateTimeOffset(InboxColumns.NotBefore) ?? DateTimeOffset.UnixEpoch, row.ETag);
    }

    internal TableEntity ToEntity()
    {
        TableEntity row = New(Key, Delivery.DeliveryId, Delivery.EventName, Delivery.Status);
        row.Add(InboxColumns.Attempts, Delivery.Attempts);
        row.Add(InboxColumns.Summary, Delivery.Summary);
        row.Add(InboxColumns.NotBefore, NotBefore);
        if (Owner is not null)
        {
            row.Add(InboxColumns.Owner, Owner);
        }

        if (Delivery.HandledAt is { } at)
        {
            row.Add(InboxColumns.HandledAt, at);
        }

        return row;
    }

    internal static TableEntity New(InboxKey key, string deliveryId, string eventName, DeliveryStatus status) => new(key.Partition, key.Row)
    {
        { InboxColumns.DeliveryId, deliveryId },
        { InboxColumns.EventName, eventName },
        { InboxColumns.Ticks, key.Ticks },
        { InboxColumns.Status, status.ToString() },
    };
}
