using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace Embedded.Tests.Tables;

/// <summary>A class with every kind of property that an entity can have.</summary>
public sealed class Measurement : ITableEntity
{
    public string PartitionKey { get; set; } = "p";

    public string RowKey { get; set; } = "r";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? Text { get; set; }

    public int Count { get; set; }

    public long Total { get; set; }

    public bool Done { get; set; }

    public double Ratio { get; set; }

    public Guid Id { get; set; }

    public DateTimeOffset At { get; init; }

    public DateTime Day { get; set; }

    public byte[]? Bytes { get; set; }

    public BinaryData? Data { get; set; }

    public DayOfWeek Weekday { get; set; }

    public int? Maybe { get; set; }

    [IgnoreDataMember]
    public string Cached { get; set; } = "unset";

    public string Computed => $"{Count}/{Total}";
}
