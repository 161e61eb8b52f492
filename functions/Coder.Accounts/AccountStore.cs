using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Accounts;

/// <summary>The accounts. One that nothing is stored of is on the free plan.</summary>
public sealed class AccountStore(TableServiceClient tables, TimeProvider time)
{
    private const int AttemptsMax = 20;

    private readonly CreatedTable _table = new(tables, "accounts");

    /// <summary>The account as it is now.</summary>
    public async Task<Account> ReadAsync(AccountId account, CancellationToken cancellation) =>
        (await FindRowAsync(account, cancellation))?.ToAccount() ?? Account.New(account, time.GetUtcNow());

    /// <summary>Stores the account if it is not: those that are stored get their monthly credits. Repeats do nothing.</summary>
    public Task<Account> EnsureAsync(AccountId account, CancellationToken cancellation) => UpdateAsync(account, same => same, cancellation);

    /// <summary>Changes the account, anew on what others have written meanwhile.</summary>
    /// <param name="change">Pure; may be called more than once.</param>
    /// <exception cref="RequestFailedException">Others were faster too often (412 or 409).</exception>
    public async Task<Account> UpdateAsync(AccountId account, Func<Account, Account> change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        TableClient table = await _table.GetAsync(cancellation);
        for (int attempt = 1; ; attempt++)
        {
            AccountRow? row = await FindRowAsync(account, cancellation);
            Account before = row?.ToAccount() ?? Account.New(account, time.GetUtcNow());
            Account after = change(before);
            if (row is not null && after == before)
            {
                return after;
            }

            try
            {
                await (row is null ? table.AddEntityAsync(AccountRow.Of(after), cancellation) : table.UpdateEntityAsync(AccountRow.Of(after), row.ETag, TableUpdateMode.Replace, cancellation));
                return after;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412 && attempt < AttemptsMax)
            {
                // Somebody else was first; decide on what they wrote.
            }
        }
    }

    /// <summary>All accounts that are stored, in no order.</summary>
    public async IAsyncEnumerable<Account> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        await foreach (AccountRow row in table.QueryAsync<AccountRow>(TableClient.CreateQueryFilter($"RowKey eq {AccountRow.Row}"), cancellationToken: cancellation))
        {
            yield return row.ToAccount();
        }
    }

    private async Task<AccountRow?> FindRowAsync(AccountId account, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        NullableResponse<AccountRow> found = await table.GetEntityIfExistsAsync<AccountRow>(AccountRow.Partition(account), AccountRow.Row, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }
}
