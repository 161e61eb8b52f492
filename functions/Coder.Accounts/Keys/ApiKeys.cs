using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Accounts.Keys;

/// <summary>The API keys of all accounts. Only hashes are stored; a lost key cannot be shown again.</summary>
/// <param name="isEmbedded">False: the host is a deployment that others reach, where nobody is <see cref="AccountId.Local"/>.</param>
public sealed class ApiKeys(TableServiceClient tables, TimeProvider time, bool isEmbedded)
{
    /// <summary>Keys of one account, expired ones included.</summary>
    public const int KeysMax = 100;

    internal const string TableName = "apikeys";

    // A write per request would cost more than the request; a key's last use is wanted to the minute only.
    private const int LastUsedWriteIntervalMinutes = 1;

    // Keys spread over 256 partitions by the first byte of their hash.
    private const int PartitionHexDigits = 2;

    private const string HashColumn = "Hash";

    private readonly CreatedTable _table = new(tables, TableName);

    /// <summary>Makes a key for the account.</summary>
    /// <param name="name">The owner's own word for it.</param>
    /// <param name="id">From <see cref="NewId"/>; null: one is made.</param>
    /// <exception cref="KeyQuotaException">The account has too many.</exception>
    /// <exception cref="InvalidOperationException">The account is that of embedded hosts, and this is none.</exception>
    public async Task<IssuedApiKey> CreateAsync(
        AccountId account, string name, CancellationToken cancellationToken, ApiScopes scopes = ApiScopes.Admin, DateTimeOffset? expiresAt = null, string? id = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (account == AccountId.Local && !isEmbedded)
        {
            throw new InvalidOperationException($"The account `{account.Value}` may read files of its host's machine: only an embedded host makes keys for it.");
        }

        if ((await HashesAsync(account, cancellationToken)).Count >= KeysMax)
        {
            throw new KeyQuotaException();
        }

        string secret = ApiKeyText.Create();
        string hash = ApiKeyText.Hash(secret);
        ApiKeyRow row = new()
        {
            PartitionKey = Partition(hash),
            RowKey = TableKey.Encode(hash),
            Id = id ?? NewId(),
            Account = account.Value,
            Name = name,
            CreatedAt = time.GetUtcNow(),
            Scopes = (int)scopes,
            ExpiresAt = expiresAt,
        };
        TableClient table = await _table.GetAsync(cancellationToken);
        // First where it is found by its account: no key may work that its owner cannot see and revoke.
        await table.AddEntityAsync(new TableEntity(OwnerPartition(account), TableKey.Encode(row.Id)) { [HashColumn] = hash }, cancellationToken);
        await table.AddEntityAsync(row, cancellationToken);
        return new IssuedApiKey(secret, row.ToRecord());
    }

    /// <summary>The id of a key that is about to be made.</summary>
    public string NewId() => $"key_{Guid.CreateVersion7(time.GetUtcNow()):n}";

    /// <summary>The key that was presented, or null when there is no such key or it has expired. Remembers that it was used.</summary>
    public async Task<ApiKeyRecord?> AuthenticateAsync(string? presented, CancellationToken cancellationToken)
    {
        if (!ApiKeyText.IsWellFormed(presented))
        {
            return null;
        }

        string hash = ApiKeyText.Hash(presented!);
        TableClient table = await _table.GetAsync(cancellationToken);
        ApiKeyRow? row = await FindRowAsync(table, hash, cancellationToken);
        bool same = row is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(row.RowKey), Encoding.ASCII.GetBytes(hash));
        if (!same || row!.ExpiresAt <= time.GetUtcNow())
        {
            return null;
        }

        await MarkUsedAsync(table, row, cancellationToken);
        return row.ToRecord();
    }

    /// <summary>The account's keys, the oldest first.</summary>
    public async Task<IReadOnlyList<ApiKeyRecord>> ListAsync(AccountId account, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        List<ApiKeyRecord> keys = [];
        foreach (string hash in await HashesAsync(account, cancellationToken))
        {
            if (await FindRowAsync(table, hash, cancellationToken) is { } row)
            {
                keys.Add(row.ToRecord());
            }
        }

        return keys;
    }

    /// <summary>The account's key of that id, or null.</summary>
    public async Task<ApiKeyRecord?> FindAsync(AccountId account, string id, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        return await FindRowAsync(table, account, id, cancellationToken) is { } row ? row.ToRecord() : null;
    }

    /// <summary>Makes a key like the one of that id, which goes on working until <paramref name="oldUntil"/> at most.</summary>
    /// <returns>Null: the account has no such key.</returns>
    /// <exception cref="KeyQuotaException">The account has too many.</exception>
    /// <param name="newId">From <see cref="NewId"/>; null: one is made.</param>
    public async Task<IssuedApiKey?> RotateAsync(
        AccountId account, string id, DateTimeOffset oldUntil, DateTimeOffset? expiresAt, CancellationToken cancellationToken, string? newId = null)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        if (await FindRowAsync(table, account, id, cancellationToken) is not { } old)
        {
            return null;
        }

        IssuedApiKey next = await CreateAsync(account, old.Name, cancellationToken, old.ToRecord().Scopes, expiresAt, newId);
        if (old.ExpiresAt is null || old.ExpiresAt > oldUntil)
        {
            // Without a condition: the only other writer is its last use.
            old.ExpiresAt = oldUntil;
            await table.UpdateEntityAsync(old, ETag.All, TableUpdateMode.Replace, cancellationToken);
        }

        return next;
    }

    /// <summary>Takes a key away, at once. False: the account has no such key.</summary>
    public async Task<bool> RevokeAsync(AccountId account, string id, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        ApiKeyRow? row = await FindRowAsync(table, account, id, cancellationToken);
        if (row is not null)
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        }

        await table.DeleteEntityAsync(OwnerPartition(account), TableKey.Encode(id), cancellationToken: cancellationToken);
        return row is not null;
    }

    private async Task<IReadOnlyList<string>> HashesAsync(AccountId account, CancellationToken cancellationToken)
    {
        TableClient table = await _table.GetAsync(cancellationToken);
        List<string> hashes = [];
        string partition = OwnerPartition(account);
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken))
        {
            hashes.Add(row.GetString(HashColumn)!);
        }

        return hashes;
    }

    private static async Task<ApiKeyRow?> FindRowAsync(TableClient table, AccountId account, string id, CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> index = await table.GetEntityIfExistsAsync<TableEntity>(OwnerPartition(account), TableKey.Encode(id), cancellationToken: cancellationToken);
        return index.HasValue ? await FindRowAsync(table, index.Value!.GetString(HashColumn)!, cancellationToken) : null;
    }

    private static async Task<ApiKeyRow?> FindRowAsync(TableClient table, string hash, CancellationToken cancellationToken)
    {
        NullableResponse<ApiKeyRow> found = await table.GetEntityIfExistsAsync<ApiKeyRow>(Partition(hash), TableKey.Encode(hash), cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private async Task MarkUsedAsync(TableClient table, ApiKeyRow row, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (row.LastUsedAt is { } last && now - last < TimeSpan.FromMinutes(LastUsedWriteIntervalMinutes))
        {
            return;
        }

        row.LastUsedAt = now;
        try
        {
            await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Another request wrote it, or the key was just revoked: neither concerns this request, which began before.
        }
    }

    private static string Partition(string hash) => TableKey.Encode(hash[..PartitionHexDigits]);

    private static string OwnerPartition(AccountId account) => TableKey.Encode("account", account.Value);
}
