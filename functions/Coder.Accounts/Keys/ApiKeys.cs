using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Accounts.Keys;

/// <summary>The API keys of all accounts. Only hashes are stored; a lost key cannot be shown again.</summary>
public sealed class ApiKeys(TableServiceClient tables, TimeProvider time)
{
    internal const string TableName = "apikeys";

    // A write per request would cost more than the request; a key's last use is wanted to the minute only.
    private const int LastUsedWriteIntervalMinutes = 1;

    // Keys spread over 256 partitions by the first byte of their hash.
    private const int PartitionHexDigits = 2;

    private readonly CreatedTable _table = new(tables, TableName);

    /// <summary>Makes a key for the account.</summary>
    /// <param name="name">The owner's own word for it.</param>
    public async Task<IssuedApiKey> CreateAsync(AccountId account, string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        string secret = ApiKeyText.Create();
        string hash = ApiKeyText.Hash(secret);
        ApiKeyRow row = new()
        {
            PartitionKey = Partition(hash),
            RowKey = TableKey.Encode(hash),
            Id = $"key_{Guid.CreateVersion7(time.GetUtcNow()):n}",
            Account = account.Value,
            Name = name,
            CreatedAt = time.GetUtcNow(),
        };
        TableClient table = await _table.GetAsync(cancellationToken);
        await table.AddEntityAsync(row, cancellationToken);
        return new IssuedApiKey(secret, row.ToRecord());
    }

    /// <summary>The key that was presented, or null when there is no such key. Remembers that it was used.</summary>
    public async Task<ApiKeyRecord?> AuthenticateAsync(string? presented, CancellationToken cancellationToken)
    {
        if (!ApiKeyText.IsWellFormed(presented))
        {
            return null;
        }

        string hash = ApiKeyText.Hash(presented!);
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<ApiKeyRow> found = await table.GetEntityIfExistsAsync<ApiKeyRow>(Partition(hash), TableKey.Encode(hash), cancellationToken: cancellationToken);
        bool same = found.HasValue && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(found.Value!.RowKey), Encoding.ASCII.GetBytes(hash));
        if (!same)
        {
            return null;
        }

        ApiKeyRow row = found.Value!;
        await MarkUsedAsync(table, row, cancellationToken);
        return row.ToRecord();
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
}
