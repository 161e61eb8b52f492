using Azure;
using Azure.Data.Tables;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Storage;

namespace Coder.Runs.Turns;

/// <summary>Committed turns and the claims to request them. A committed turn is never requested again.</summary>
public sealed class TurnStore(RunTables tables, RowPayload payload, TimeProvider time)
{
    /// <summary>How long a claim lasts without renewal.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    internal const string UnknownModel = "unknown";

    private const string ScopeColumn = "Scope";
    private const string ModelColumn = "Model";

    private static readonly string[] PriceColumns = ["RowKey", "MicroCredits", ModelColumn, "InputTokens", "CachedInputTokens", "OutputTokens"];

    private static readonly string[] UsageColumns = ["RowKey", "InputTokens", "CachedInputTokens", "OutputTokens", "Estimated", "MicroCredits", "Attempt", ScopeColumn];

    /// <summary>Asks for the right to request a turn.</summary>
    /// <param name="owner">This process.</param>
    /// <param name="onlyHost">True: no other process can be at it (one host per home), so a claim of another owner is void at once.</param>
    public async Task<ClaimOutcome> ClaimAsync(TurnKey key, string owner, bool onlyHost, CancellationToken cancellation)
    {
        TableClient table = await tables.TurnsAsync(cancellation);
        (string partition, string turnRow, string claimRow) = Keys(key);
        if ((await table.GetEntityIfExistsAsync<TableEntity>(partition, turnRow, ["RowKey"], cancellation)).HasValue)
        {
            return new ClaimOutcome.Committed();
        }

        NullableResponse<TableEntity> held = await table.GetEntityIfExistsAsync<TableEntity>(partition, claimRow, cancellationToken: cancellation);
        DateTimeOffset until = time.GetUtcNow() + Lease;
        try
        {
            if (!held.HasValue)
            {
                Response added = await table.AddEntityAsync(ClaimRow(partition, claimRow, owner, 1, until), cancellation);
                return new ClaimOutcome.Acquired(new TurnClaim(key, owner, 1, added.Headers.ETag!.Value));
            }

            TableEntity before = held.Value!;
            bool isVoid = onlyHost && before.Text("Owner") != owner;
            DateTimeOffset heldUntil = before.Time("Until");
            if (!isVoid && heldUntil > time.GetUtcNow())
            {
                return new ClaimOutcome.Held(heldUntil);
            }

            int attempt = before.Int32("Attempt") + 1;
            Response updated = await table.UpdateEntityAsync(
                ClaimRow(partition, claimRow, owner, attempt, until), before.ETag, TableUpdateMode.Replace, cancellation);
            return new ClaimOutcome.Acquired(new TurnClaim(key, owner, attempt, updated.Headers.ETag!.Value));
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return new ClaimOutcome.Held(until);
        }
    }

    /// <summary>Lengthens the lease; null when somebody else has taken the claim over.</summary>
    public async Task<TurnClaim?> RenewAsync(TurnClaim claim, CancellationToken cancellation)
    {
        TableClient table = await tables.TurnsAsync(cancellation);
        (string partition, _, string claimRow) = Keys(claim.Key);
        try
        {
            TableEntity row = ClaimRow(partition, claimRow, claim.Owner, claim.Attempt, time.GetUtcNow() + Lease);
            Response updated = await table.UpdateEntityAsync(row, claim.Tag, TableUpdateMode.Replace, cancellation);
            return claim with { Tag = updated.Headers.ETag!.Value };
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return null;
        }
    }

    /// <summary>Lets the claim lapse: the request failed or was interrupted. The count of attempts stays.</summary>
    public async Task ReleaseAsync(TurnClaim claim, CancellationToken cancellation)
    {
        TableClient table = await tables.TurnsAsync(cancellation);
        (string partition, _, string claimRow) = Keys(claim.Key);
        try
        {
            TableEntity row = ClaimRow(partition, claimRow, claim.Owner, claim.Attempt, time.GetUtcNow());
            await table.UpdateEntityAsync(row, claim.Tag, TableUpdateMode.Replace, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Taken over: the other one's claim stands.
        }
    }

    /// <summary>Commits the turn, provided the claim still holds. False: it does not, and nothing was written.</summary>
    public async Task<bool> CommitAsync<T>(TurnClaim claim, T turn, TurnUsage usage, CancellationToken cancellation)
        where T : class
    {
        TableClient table = await tables.TurnsAsync(cancellation);
        (string partition, string turnRow, string claimRow) = Keys(claim.Key);
        TableEntity row = new(partition, turnRow)
        {
            ["InputTokens"] = usage.InputTokens, ["CachedInputTokens"] = usage.CachedInputTokens, ["OutputTokens"] = usage.OutputTokens,
            ["Estimated"] = usage.Estimated, ["MicroCredits"] = usage.MicroCredits, ["Attempt"] = claim.Attempt, [ScopeColumn] = claim.Key.Scope, [ModelColumn] = usage.Model,
        };
        await payload.PutAsync(row, StoreJson.Write(turn), cancellation);
        try
        {
            await table.SubmitTransactionAsync(
                [
                    new TableTransactionAction(TableTransactionActionType.Add, row),
                    new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, claimRow), claim.Tag),
                ],
                cancellation);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    /// <summary>The committed turns of a visit, in order.</summary>
    public async Task<IReadOnlyList<T>> ReadVisitAsync<T>(string scope, string node, int visit, CancellationToken cancellation)
        where T : class
    {
        TableClient table = await tables.TurnsAsync(cancellation);
        string partition = TurnKey.PartitionOf(scope);
        string prefix = TurnKey.Prefix("turn", scope, node, visit);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
        List<T> turns = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            turns.Add(StoreJson.Read<T>(await payload.GetAsync(row, cancellation)));
        }

        return turns;
    }

    /// <summary>Sums over all committed turns of a run, those of child agents included: always the whole, so that a repeated commit cannot count twice.</summary>
    public Task<RunUsage> SumAsync(string runId, CancellationToken cancellation) => SumRowsAsync(TurnKey.PartitionOf(runId), "turn!", _ => true, cancellation);

    /// <summary>Sums over the committed turns of a scope, those of its own child agents included.</summary>
    public Task<RunUsage> SumScopeAsync(string scope, CancellationToken cancellation) => SumRowsAsync(
        TurnKey.PartitionOf(scope), "turn!", row => row.Text(ScopeColumn) is { } own && (own == scope || own.StartsWith($"{scope}.", StringComparison.Ordinal)), cancellation);

    /// <summary>Sums over the committed turns of one visit.</summary>
    public Task<RunUsage> SumVisitAsync(string scope, string node, int visit, CancellationToken cancellation) =>
        SumRowsAsync(TurnKey.PartitionOf(scope), TurnKey.Prefix("turn", scope, node, visit), _ => true, cancellation);

    /// <summary>Sums over the committed turns of each of a run's nodes; those of child agents count for the node that asked them.</summary>
    /// <param name="nodes">Of the run's own graph.</param>
    public async Task<IReadOnlyDictionary<string, RunUsage>> SumNodesAsync(string runId, IReadOnlyList<string> nodes, CancellationToken cancellation)
    {
        Dictionary<string, RunUsage> sums = new(StringComparer.Ordinal);
        TableClient table = await tables.TurnsAsync(cancellation);
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(RowsFilter(TurnKey.PartitionOf(runId), "turn!"), select: UsageColumns, cancellationToken: cancellation))
        {
            string scope = row.Text(ScopeColumn);
            string? node = nodes.FirstOrDefault(node => scope == runId ? row.RowKey.StartsWith(TableKey.Encode("turn", scope, node) + "!", StringComparison.Ordinal) : scope.StartsWith($"{runId}.{node}.", StringComparison.Ordinal));
            if (node is not null)
            {
                sums[node] = Add(sums.GetValueOrDefault(node) ?? new RunUsage(), row);
            }
        }

        return sums;
    }

    /// <summary>What each committed turn of a run costs, those of child agents included.</summary>
    public Task<IReadOnlyList<TurnPrice>> PricesAsync(string runId, CancellationToken cancellation) => PricesAsync(TurnKey.PartitionOf(runId), "turn!", cancellation);

    /// <summary>What each committed turn of a visit costs, in order.</summary>
    public Task<IReadOnlyList<TurnPrice>> PricesOfVisitAsync(string scope, string node, int visit, CancellationToken cancellation) =>
        PricesAsync(TurnKey.PartitionOf(scope), TurnKey.Prefix("turn", scope, node, visit), cancellation);

    private async Task<IReadOnlyList<TurnPrice>> PricesAsync(string partition, string prefix, CancellationToken cancellation)
    {
        TableClient table = await tables.TurnsAsync(cancellation);
        List<TurnPrice> prices = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(RowsFilter(partition, prefix), select: PriceColumns, cancellationToken: cancellation))
        {
            prices.Add(new TurnPrice(
                TurnKey.PathOf(row.RowKey), row.Int64("MicroCredits"), row.GetString(ModelColumn) ?? UnknownModel, row.Int64("InputTokens"), row.Int64("CachedInputTokens"), row.Int64("OutputTokens")));
        }

        return prices;
    }

    // Up to the character after the separator: a part may begin with the tilde of an escape.
    private static string RowsFilter(string partition, string prefix) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {prefix[..^1] + "\""}");

    private async Task<RunUsage> SumRowsAsync(string partition, string prefix, Func<TableEntity, bool> counts, CancellationToken cancellation)
    {
        TableClient table = await tables.TurnsAsync(cancellation);
        RunUsage sum = new();
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(RowsFilter(partition, prefix), select: UsageColumns, cancellationToken: cancellation))
        {
            sum = counts(row) ? Add(sum, row) : sum;
        }

        return sum;
    }

    private static RunUsage Add(RunUsage sum, TableEntity row) => sum with
    {
        Turns = sum.Turns + 1,
        TurnsRepeatedInFlight = sum.TurnsRepeatedInFlight + row.Int32("Attempt") - 1,
        InputTokens = sum.InputTokens + row.Int64("InputTokens"),
        CachedInputTokens = sum.CachedInputTokens + row.Int64("CachedInputTokens"),
        OutputTokens = sum.OutputTokens + row.Int64("OutputTokens"),
        Estimated = sum.Estimated || row.Flag("Estimated"),
        MicroCredits = sum.MicroCredits + row.Int64("MicroCredits"),
    };

    private static TableEntity ClaimRow(string partition, string row, string owner, int attempt, DateTimeOffset until) =>
        new(partition, row) { ["Owner"] = owner, ["Attempt"] = attempt, ["Until"] = until };

    private static (string Partition, string Turn, string Claim) Keys(TurnKey key) =>
        (key.Partition, key.Row("turn"), key.Row("claim"));
}
