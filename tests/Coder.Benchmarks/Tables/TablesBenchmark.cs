using System.Diagnostics;
using Azure.Data.Tables;
using Coder.Benchmarks.Reporting;

namespace Coder.Benchmarks.Tables;

/// <summary>The table client on the embedded store: writes are committed when their task completes.</summary>
internal sealed class TablesBenchmark : IBenchmark
{
    private const int Writers = 64;
    private const int WritesEach = 100;
    private const int Transactions = 50;
    private const int OperationsEach = 100;
    private const int Reads = 5_000;
    private const int ValueChars = 200;

    public string Name => "tables";

    public string Title => "rows written one by one, in transactions, read and listed";

    public async Task<IReadOnlyList<Figure>> RunAsync(int repetitions, CancellationToken cancellation)
    {
        FigureSet figures = new(Name);
        using ScratchFolder folder = new();
        TableClient table = new TableServiceClient($"Data Source={folder.File("store.db")}").GetTableClient("benchmark");
        await table.CreateIfNotExistsAsync(cancellation);
        await WriteAsync(table, "warm", cancellation);
        for (int i = 0; i < repetitions; i++)
        {
            double floor = SqliteFloor.RowsPerSecond();
            figures.Add("floor: SQLite rows, 500 a transaction", "1/s", floor);
            double writes = await WriteAsync(table, $"w{i}", cancellation);
            figures.Add($"rows by {Writers} writers, one a request", "1/s", writes);
            figures.Add($"rows by {Writers} writers, one a request, to floor rows", "%", 100 * writes / floor);
            double transacted = await TransactAsync(table, $"t{i}", cancellation);
            figures.Add($"rows in transactions of {OperationsEach}", "1/s", transacted);
            figures.Add($"rows in transactions of {OperationsEach}, to floor rows", "%", 100 * transacted / floor);
            figures.Add("a row read by its keys", "µs", await ReadAsync(table, $"w{i}", cancellation));
            figures.Add("rows listed from one partition", "1/s", await ListAsync(table, $"t{i}", cancellation));
        }

        return figures.Figures;
    }

    private static async Task<double> WriteAsync(TableClient table, string partition, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (int row = 0; row < WritesEach; row++)
            {
                await table.AddEntityAsync(Row(partition, (writer * WritesEach) + row), cancellation);
            }
        }));
        return Writers * WritesEach / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> TransactAsync(TableClient table, string partition, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        for (int transaction = 0; transaction < Transactions; transaction++)
        {
            IEnumerable<int> rows = Enumerable.Range(transaction * OperationsEach, OperationsEach);
            await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, Row(partition, row))), cancellation);
        }

        return Transactions * OperationsEach / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> ReadAsync(TableClient table, string partition, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        for (int read = 0; read < Reads; read++)
        {
            await table.GetEntityAsync<TableEntity>(partition, Key(read), cancellationToken: cancellation);
        }

        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / Reads;
    }

    private static async Task<double> ListAsync(TableClient table, string partition, CancellationToken cancellation)
    {
        int rows = 0;
        long started = Stopwatch.GetTimestamp();
        await foreach (TableEntity _ in table.QueryAsync<TableEntity>($"PartitionKey eq '{partition}'", cancellationToken: cancellation))
        {
            rows++;
        }

        return rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static TableEntity Row(string partition, int row) => new(partition, Key(row)) { ["Value"] = new string('x', ValueChars), ["Number"] = row };

    private static string Key(int row) => row.ToString("D8", System.Globalization.CultureInfo.InvariantCulture);
}
