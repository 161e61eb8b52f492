namespace Azure.Data.Tables.Filters;

/// <summary>A query, parsed once for all of its pages.</summary>
/// <param name="Text">The filter as the caller wrote it; null for every row.</param>
/// <param name="Filter">The same, parsed.</param>
/// <param name="Columns">The columns to return; null for all.</param>
internal sealed record EntityQuery(string? Text, Filter? Filter, IReadOnlySet<string>? Columns)
{
    internal static EntityQuery Create(string? filter, IEnumerable<string>? select) =>
        new(string.IsNullOrWhiteSpace(filter) ? null : filter, string.IsNullOrWhiteSpace(filter) ? null : FilterParser.Parse(filter), ColumnsOf(select));

    internal static IReadOnlySet<string>? ColumnsOf(IEnumerable<string>? select) =>
        select?.ToHashSet(StringComparer.Ordinal) is { Count: > 0 } columns ? columns : null;
}
