using Azure.Data.Tables;
using Azure.Data.Tables.Filters;
using FsCheck;
using FsCheck.Fluent;

namespace Embedded.Tests.Tables;

/// <summary>Whatever part of a filter SQL answers, a query must find exactly the rows that the filter, taken by itself, matches.</summary>
public sealed class FilterPropertyTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    private static readonly string[] Keys = ["a", "b", "c", "d"];
    private static readonly TableEntity[] Entities = [.. from partition in Keys from row in Keys select new TableEntity(partition, row) { ["N"] = partition[0] + row[0] - 194 }];

    [Fact]
    public async Task Query_WithAnyFilter_FindsWhatMatchesInPagesOfAnySize()
    {
        TableClient table = fixture.Client().GetTableClient("filtered");
        await table.CreateIfNotExistsAsync();
        foreach (TableEntity entity in Entities)
        {
            await table.AddEntityAsync(entity);
        }

        Prop.ForAll(Filters(4).Zip(Gen.Choose(1, 20)).ToArbitrary(), pair =>
        {
            (string filter, int rowsPerPage) = pair;
            Filter parsed = FilterParser.Parse(filter);
            IEnumerable<string> expected = Entities.Where(entity => parsed.Matches(Azure.Data.Tables.Entities.EntityMap.ToRow(entity))).Select(Name);
            IEnumerable<string> found = table.QueryAsync<TableEntity>(filter, rowsPerPage).ToBlockingEnumerable().Select(Name);
            return expected.SequenceEqual(found);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static string Name(TableEntity entity) => $"{entity.PartitionKey}!{entity.RowKey}";

    // At most 2^3 comparisons, below the limit of 15.
    private static Gen<string> Filters(int depth) => depth == 1
        ? Comparison()
        : Gen.OneOf(
            Comparison(),
            from left in Filters(depth - 1) from right in Filters(depth - 1) from word in Gen.Elements("and", "and", "or") select $"({left}) {word} ({right})",
            from inner in Filters(depth - 1) select $"not ({inner})");

    private static Gen<string> Comparison() =>
        from property in Gen.Elements("PartitionKey", "RowKey", "N")
        from comparison in Gen.Elements("eq", "ne", "gt", "ge", "lt", "le")
        from value in Gen.Choose(0, 3)
        select property == "N" ? $"N {comparison} {value}" : $"{property} {comparison} '{Keys[value]}'";
}
