using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables.Filters;

/// <summary>A parsed filter.</summary>
internal abstract record Filter
{
    internal abstract bool Matches(EntityRow row);

    internal sealed record And(Filter Left, Filter Right) : Filter
    {
        internal override bool Matches(EntityRow row) => Left.Matches(row) && Right.Matches(row);
    }

    internal sealed record Or(Filter Left, Filter Right) : Filter
    {
        internal override bool Matches(EntityRow row) => Left.Matches(row) || Right.Matches(row);
    }

    internal sealed record Not(Filter Inner) : Filter
    {
        internal override bool Matches(EntityRow row) => !Inner.Matches(row);
    }

    /// <summary>False, whatever the operator, when the entity lacks the property or it cannot be compared with the literal.</summary>
    internal sealed record Comparison(string Property, FilterOperator Operator, object Literal) : Filter
    {
        internal override bool Matches(EntityRow row) => FilterComparer.Compare(Value(row), Literal) is { } order && Operator switch
        {
            FilterOperator.Equal => order == 0,
            FilterOperator.NotEqual => order != 0,
            FilterOperator.Greater => order > 0,
            FilterOperator.GreaterOrEqual => order >= 0,
            FilterOperator.Less => order < 0,
            _ => order <= 0,
        };

        private object? Value(EntityRow row) => Property switch
        {
            nameof(ITableEntity.PartitionKey) => row.PartitionKey,
            nameof(ITableEntity.RowKey) => row.RowKey,
            nameof(ITableEntity.Timestamp) => row.Timestamp,
            _ => row.Properties.GetValueOrDefault(Property),
        };
    }
}
