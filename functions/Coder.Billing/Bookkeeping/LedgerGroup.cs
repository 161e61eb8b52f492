using Azure;
using Azure.Data.Tables;
using Coder.Billing.Ledger;

namespace Coder.Billing.Bookkeeping;

/// <summary>Decides a group of operations on one reading of an account, one after the other, and stores them in one transaction.</summary>
internal sealed class LedgerGroup(TableClient table, string account, DateTimeOffset at)
{
    /// <summary>Operations of a group; with two rows a posting, the balance and expiries, a transaction has at most 100.</summary>
    internal const int OperationsMax = 40;

    private const int ExpiriesMax = 9;

    private readonly Dictionary<string, Posting> _postings = new(StringComparer.Ordinal);
    private readonly List<Posting> _new = [];
    private LedgerState _state = LedgerState.Empty;
    private ETag? _tag;

    /// <summary>The answers, in order, once they are stored; null when somebody else changed the account meanwhile, and nothing is stored.</summary>
    internal async Task<IReadOnlyList<LedgerDecision>?> TryAsync(IReadOnlyList<LedgerOperation> operations, CancellationToken cancellation)
    {
        await ReadAsync(operations, cancellation);
        // Nobody has to think of expiry: it is posted with whatever comes next.
        foreach (CreditGrant grant in _state.Grants.Where(grant => grant.IsExpired(at) && _state.Balance(grant.Account) > 0).Take(ExpiriesMax))
        {
            Decide(new LedgerOperation.Expire(grant.Source, grant.ExpiresAt));
        }

        List<LedgerDecision> answers = [.. operations.Select(Decide)];
        return _new.Count == 0 || await SubmitAsync(cancellation) ? answers : null;
    }

    private LedgerDecision Decide(LedgerOperation operation)
    {
        bool isReleased = operation.Subject is { } run && _postings.ContainsKey(LedgerOperation.Release.IdOf(run));
        LedgerDecision decision = LedgerRules.Decide(_state, operation, new PastPostings(_postings.GetValueOrDefault(operation.Id), isReleased), at);
        if (decision is LedgerDecision.Posted posted)
        {
            _state = posted.State;
            _postings.Add(operation.Id, posted.Posting);
            _new.Add(posted.Posting);
        }

        return decision;
    }

    private async Task ReadAsync(IReadOnlyList<LedgerOperation> operations, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> balance = await table.GetEntityIfExistsAsync<TableEntity>(LedgerRows.Partition(account), LedgerRows.Balance, cancellationToken: cancellation);
        if (balance.HasValue)
        {
            (_state, _tag) = (LedgerRows.State(balance.Value!), balance.Value!.ETag);
        }

        IEnumerable<string> ids = operations.SelectMany(IdsBefore).Distinct(StringComparer.Ordinal);
        foreach (Posting posting in (await Task.WhenAll(ids.Select(id => LedgerReading.FindAsync(table, account, id, cancellation)))).OfType<Posting>())
        {
            _postings.Add(posting.Id, posting);
        }
    }

    private static IEnumerable<string> IdsBefore(LedgerOperation operation) =>
        operation is LedgerOperation.Hold hold ? [hold.Id, LedgerOperation.Release.IdOf(hold.Run)] : [operation.Id];

    private async Task<bool> SubmitAsync(CancellationToken cancellation)
    {
        TableEntity balance = LedgerRows.BalanceRow(account, _state);
        List<TableTransactionAction> actions =
        [
            _tag is { } tag ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, balance, tag) : new TableTransactionAction(TableTransactionActionType.Add, balance),
        ];
        foreach (Posting posting in _new)
        {
            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, LedgerRows.IdRow(account, posting)));
            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, LedgerRows.PostingRow(account, posting)));
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
}
