namespace Azure.Data.Tables;

/// <summary>What every stored entity has. Implementers need a parameterless constructor; public properties with a getter and a setter are stored.</summary>
public interface ITableEntity
{
    /// <summary>At most 1 KiB, without / \ # ? and control characters.</summary>
    string PartitionKey { get; set; }

    /// <summary>Unique within the partition; same rules as <see cref="PartitionKey"/>.</summary>
    string RowKey { get; set; }

    /// <summary>Set by the service at every write; a value that the caller sets is ignored.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>Set by the service at every write; changes whenever the entity changes.</summary>
    ETag ETag { get; set; }
}
