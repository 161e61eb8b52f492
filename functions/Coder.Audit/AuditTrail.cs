using Azure;
using Azure.Data.Tables;
using Coder.Contracts.Audit;
using Coder.Storage;

namespace Coder.Audit;

/// <summary>
/// The audit trails of all accounts and their projects. A record is added to the account's chain and, in the same transaction, to its project's;
/// the heads' ETags decide between writers, so that no chain ever forks.
/// </summary>
public sealed class AuditTrail(TableServiceClient tables, TimeProvider time)
{
    private const int AttemptsMax = 200;
    private const int TurnstilesCount = 64;
    private const int PageRows = 200;

    private readonly CreatedTable _table = new(tables, AuditRows.TableName);

    // Writers of one account in this process go one after the other: their transactions would only refuse each other.
    private readonly SemaphoreSlim[] _turnstiles = [.. Enumerable.Range(0, TurnstilesCount).Select(_ => new SemaphoreSlim(1))];

    /// <summary>
    /// Adds a record; one with the same id stays the only one. Call it before what it tells of where that cannot be repeated, and in the repeatable step otherwise:
    /// a record of something that did not come about is harmless, something without a record is not.
    /// </summary>
    /// <exception cref="ArgumentException">A name is missing or too long.</exception>
    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        AuditLimits.Require(entry);
        TableClient table = await _table.GetAsync(cancellation);
        SemaphoreSlim turnstile = _turnstiles[(uint)entry.Account.GetHashCode(StringComparison.Ordinal) % TurnstilesCount];
        await turnstile.WaitAsync(cancellation);
        try
        {
            for (int attempt = 1; !await TryAppendAsync(table, entry, cancellation); attempt++)
            {
                if (attempt == AttemptsMax)
                {
                    throw new InvalidOperationException($"The audit trail of the account {entry.Account} was changed by others during {AttemptsMax} attempts. Try again in a moment.");
                }
            }
        }
        finally
        {
            turnstile.Release();
        }
    }

    /// <summary>The last record of a chain, or that of a number up to it.</summary>
    /// <param name="project">Null: the account's own chain.</param>
    /// <param name="number">Null: the last.</param>
    /// <returns>Null: the chain has no record of that number.</returns>
    public async Task<AuditHead?> HeadAsync(string account, string? project, long? number, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        if (number is not { } asked)
        {
            return (await ReadHeadAsync(table, account, project, cancellation)).Head;
        }

        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(AuditRows.Partition(account), AuditRows.Line(project, asked), cancellationToken: cancellation);
        return row.HasValue ? new AuditHead(Chain(account, project), asked, AuditRows.ReadHash(row.Value!)) : null;
    }

    /// <summary>Writes the lines of a chain up to a head, as <see cref="AuditVerifier"/> reads them.</summary>
    public async Task ExportAsync(string account, string? project, AuditHead upTo, Stream to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(upTo);
        ArgumentNullException.ThrowIfNull(to);
        TableClient table = await _table.GetAsync(cancellation);
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(AuditRows.Filter(account, project, 1, upTo.Number), PageRows, cancellationToken: cancellation))
        {
            await to.WriteAsync(AuditRows.ReadLine(row), cancellation);
            await to.WriteAsync("\n"u8.ToArray(), cancellation);
        }
    }

    private static string Chain(string account, string? project) => project is null ? AuditChain.OfAccount(account) : AuditChain.OfProject(account, project);

    private async Task<bool> TryAppendAsync(TableClient table, AuditEntry entry, CancellationToken cancellation)
    {
        if ((await table.GetEntityIfExistsAsync<TableEntity>(AuditRows.Partition(entry.Account), AuditRows.Id(entry.Id), ["RowKey"], cancellation)).HasValue)
        {
            return true;
        }

        List<TableTransactionAction> actions = [new(TableTransactionActionType.Add, AuditRows.IdRow(entry.Account, entry.Id))];
        string?[] chains = entry.Project is null ? [null] : [null, entry.Project];
        foreach (string? project in chains)
        {
            (AuditHead head, ETag? tag) = await ReadHeadAsync(table, entry.Account, project, cancellation);
            actions.AddRange(Next(entry, project, head, tag));
        }

        try
        {
            await table.SubmitTransactionAsync(actions, cancellation);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private IEnumerable<TableTransactionAction> Next(AuditEntry entry, string? project, AuditHead before, ETag? tag)
    {
        AuditRecord record = new(
            before.Chain,
            before.Number + 1,
            time.GetUtcNow(),
            entry.Id,
            entry.Action,
            entry.Actor,
            entry.Subject,
            new SortedDictionary<string, string>(entry.Details.ToDictionary(detail => detail.Key, detail => AuditLimits.Cut(detail.Value)), StringComparer.Ordinal),
            before.Hash);
        (byte[] line, string hash) = AuditChain.Write(record);
        AuditHead head = new(record.Chain, record.Number, hash);
        yield return new TableTransactionAction(TableTransactionActionType.Add, AuditRows.LineRow(entry.Account, project, head, line));
        TableEntity headRow = AuditRows.HeadRow(entry.Account, project, head);
        yield return tag is { } known
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, headRow, known)
            : new TableTransactionAction(TableTransactionActionType.Add, headRow);
    }

    private static async Task<(AuditHead Head, ETag? Tag)> ReadHeadAsync(TableClient table, string account, string? project, CancellationToken cancellation)
    {
        string chain = Chain(account, project);
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(AuditRows.Partition(account), AuditRows.Head(project), cancellationToken: cancellation);
        return row.HasValue ? (AuditRows.ReadHead(chain, row.Value!), row.Value!.ETag) : (new AuditHead(chain, 0, AuditChain.NoHash), null);
    }
}
