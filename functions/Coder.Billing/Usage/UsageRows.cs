using System.Globalization;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Billing.Usage;

/// <summary>Rows of an account's partition: <c>id!ID</c> (counted), <c>day!DAY!PROJECT!AGENT!MODEL</c> (sums), <c>month!MONTH!-</c> and <c>month!MONTH!p!PROJECT</c> (credits).</summary>
internal static class UsageRows
{
    internal const string TableName = "usage";

    private const string MicroCreditsColumn = "MicroCredits";

    internal static string Partition(string account) => TableKey.Encode(account);

    internal static string Id(string id) => TableKey.Encode("id", id);

    internal static string Day(DateOnly day, string project, string agent, string model) => TableKey.Encode("day", Text(day), project, agent, model);

    internal static string Month(DateTimeOffset at, string? project)
    {
        string month = at.UtcDateTime.ToString("yyyyMM", CultureInfo.InvariantCulture);
        return project is null ? TableKey.Encode("month", month, "-") : TableKey.Encode("month", month, "p", project);
    }

    internal static string Filter(string account, DateOnly from, DateOnly to) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {Partition(account)} and RowKey ge {TableKey.Encode("day", Text(from))} and RowKey lt {TableKey.Encode("day", Text(to)) + "~"}");

    internal static TableEntity IdRow(string account, string id) => new(Partition(account), Id(id));

    internal static TableEntity DayRow(string account, UsageLine line) => new(Partition(account), Day(line.Day, line.Project, line.Agent, line.Model))
    {
        ["Day"] = Text(line.Day),
        ["Project"] = line.Project,
        ["Agent"] = line.Agent,
        ["Model"] = line.Model,
        ["Turns"] = line.Turns,
        ["InputTokens"] = line.InputTokens,
        ["CachedInputTokens"] = line.CachedInputTokens,
        ["OutputTokens"] = line.OutputTokens,
        [MicroCreditsColumn] = line.MicroCredits,
    };

    internal static UsageLine Line(TableEntity row) => new(
        DateOnly.ParseExact(Column(row, "Day"), "yyyyMMdd", CultureInfo.InvariantCulture),
        Column(row, "Project"),
        Column(row, "Agent"),
        Column(row, "Model"),
        Number(row, "Turns"),
        Number(row, "InputTokens"),
        Number(row, "CachedInputTokens"),
        Number(row, "OutputTokens"),
        Number(row, MicroCreditsColumn));

    internal static TableEntity MonthRow(string account, DateTimeOffset at, string? project, long microCredits) => new(Partition(account), Month(at, project)) { [MicroCreditsColumn] = microCredits };

    internal static long MicroCredits(TableEntity row) => Number(row, MicroCreditsColumn);

    private static string Text(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Column(TableEntity row, string name) => row.GetString(name) ?? throw Missing(row, name);

    private static long Number(TableEntity row, string name) => row.GetInt64(name) ?? throw Missing(row, name);

    private static InvalidDataException Missing(TableEntity row, string column) => new($"The row {row.PartitionKey}/{row.RowKey} has no column {column}.");
}
