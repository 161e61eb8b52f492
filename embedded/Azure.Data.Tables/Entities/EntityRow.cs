namespace Azure.Data.Tables.Entities;

/// <summary>An entity between the caller's type and a back end. Keys and stamp are null where a projection left them out.</summary>
internal sealed class EntityRow(string? partitionKey, string? rowKey, Dictionary<string, object> properties)
{
    internal string? PartitionKey { get; } = partitionKey;

    internal string? RowKey { get; } = rowKey;

    internal DateTimeOffset? Timestamp { get; init; }

    internal ETag ETag { get; init; }

    /// <summary>Values: string, int, long, bool, double, DateTimeOffset (UTC), Guid, byte[]. Never null.</summary>
    internal Dictionary<string, object> Properties { get; } = properties;

    /// <summary>The row with only the named columns; the ETag always stays.</summary>
    internal EntityRow Project(IReadOnlySet<string>? columns)
    {
        if (columns is null)
        {
            return this;
        }

        Dictionary<string, object> kept = Properties.Where(property => columns.Contains(property.Key)).ToDictionary(StringComparer.Ordinal);
        return new EntityRow(
            columns.Contains(nameof(PartitionKey)) ? PartitionKey : null,
            columns.Contains(nameof(RowKey)) ? RowKey : null,
            kept)
        {
            Timestamp = columns.Contains(nameof(Timestamp)) ? Timestamp : null,
            ETag = ETag,
        };
    }
}
