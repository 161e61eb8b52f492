using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Billing.Budgets;

/// <summary>The monthly budgets of accounts and projects: one row each, absent while there is none.</summary>
public sealed class BudgetStore(TableServiceClient tables)
{
    private const string MicroCreditsColumn = "MicroCredits";
    private const string WarnPercentColumn = "WarnPercent";

    private readonly CreatedTable _table = new(tables, "budgets");

    /// <param name="project">Null: the account's own.</param>
    public async Task<Budget?> FindAsync(string account, string? project, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(TableKey.Encode(account), Row(project), cancellationToken: cancellation);
        return row.HasValue ? new Budget(row.Value!.GetInt64(MicroCreditsColumn)!.Value, row.Value!.GetInt32(WarnPercentColumn)!.Value) : null;
    }

    /// <param name="budget">Null: none any more.</param>
    public async Task SetAsync(string account, string? project, Budget? budget, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        if (budget is null)
        {
            await table.DeleteEntityAsync(TableKey.Encode(account), Row(project), cancellationToken: cancellation);
            return;
        }

        TableEntity row = new(TableKey.Encode(account), Row(project)) { [MicroCreditsColumn] = budget.MicroCredits, [WarnPercentColumn] = budget.WarnPercent };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    private static string Row(string? project) => project is null ? TableKey.Encode("-") : TableKey.Encode("p", project);
}
