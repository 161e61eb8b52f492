using Azure.Data.Tables.Filters;

namespace Azure.Data.Tables.Sqlite;

/// <summary>
/// A filter split in two: comparisons of keys become SQL, so that the index does the work; what remains is tested row by row.
/// </summary>
internal sealed class KeySelection
{
    private readonly List<string> _conditions = ["tbl = $1"];
    private readonly List<object> _values;
    private readonly List<Filter> _rest = [];

    /// <param name="next">The row at which to go on; null for the first page.</param>
    internal KeySelection(long table, Filter? filter, RowPosition? next)
    {
        _values = [table];
        List<Filter> conjuncts = [];
        Split(filter, conjuncts);
        bool onePartition = conjuncts.Any(conjunct => conjunct is Filter.Comparison { Property: nameof(ITableEntity.PartitionKey), Operator: FilterOperator.Equal, Literal: string });
        if (next is not null)
        {
            _conditions.Add(onePartition ? $"rk >= {Parameter(next.RowKey)}" : $"(pk, rk) >= ({Parameter(next.PartitionKey)}, {Parameter(next.RowKey)})");
        }

        // SQLite uses one lower bound; once a page has begun, the position is the highest, so the filter's own would only send it back.
        string implied = next is null ? string.Empty : onePartition ? nameof(ITableEntity.RowKey) : nameof(ITableEntity.PartitionKey);
        foreach (Filter conjunct in conjuncts.Where(conjunct => !IsLowerBound(conjunct, implied)))
        {
            Add(conjunct);
        }
    }

    internal string Sql => $"SELECT pk, rk, stamp, body FROM tables_rows WHERE {string.Join(" AND ", _conditions)} ORDER BY pk, rk";

    internal object[] Values => [.. _values];

    internal IReadOnlyList<Filter> Rest => _rest;

    private static void Split(Filter? filter, List<Filter> conjuncts)
    {
        if (filter is Filter.And and)
        {
            Split(and.Left, conjuncts);
            Split(and.Right, conjuncts);
        }
        else if (filter is not null)
        {
            conjuncts.Add(filter);
        }
    }

    private static bool IsLowerBound(Filter filter, string property) =>
        filter is Filter.Comparison { Operator: FilterOperator.Greater or FilterOperator.GreaterOrEqual, Literal: string } comparison
        && comparison.Property == property;

    private void Add(Filter conjunct)
    {
        if (OnKeysOnly(conjunct))
        {
            _conditions.Add(ToSql(conjunct));
        }
        else
        {
            _rest.Add(conjunct);
        }
    }

    private static bool OnKeysOnly(Filter filter) => filter switch
    {
        Filter.And(var left, var right) => OnKeysOnly(left) && OnKeysOnly(right),
        Filter.Or(var left, var right) => OnKeysOnly(left) && OnKeysOnly(right),
        Filter.Not(var inner) => OnKeysOnly(inner),
        Filter.Comparison comparison => comparison is { Property: nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey), Literal: string },
        _ => false,
    };

    private string ToSql(Filter filter) => filter switch
    {
        Filter.And(var left, var right) => $"({ToSql(left)} AND {ToSql(right)})",
        Filter.Or(var left, var right) => $"({ToSql(left)} OR {ToSql(right)})",
        Filter.Not(var inner) => $"NOT {ToSql(inner)}",
        Filter.Comparison(var property, var comparison, var literal) =>
            $"({(property == nameof(ITableEntity.PartitionKey) ? "pk" : "rk")} {Symbol(comparison)} {Parameter(literal)})",
        _ => throw new InvalidOperationException($"{filter.GetType().Name} is no part of a filter."),
    };

    private static string Symbol(FilterOperator comparison) => comparison switch
    {
        FilterOperator.Equal => "=",
        FilterOperator.NotEqual => "<>",
        FilterOperator.Greater => ">",
        FilterOperator.GreaterOrEqual => ">=",
        FilterOperator.Less => "<",
        _ => "<=",
    };

    private string Parameter(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }
}
