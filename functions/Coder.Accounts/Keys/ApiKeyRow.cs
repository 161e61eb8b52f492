using Azure;
using Azure.Data.Tables;

namespace Coder.Accounts.Keys;

/// <summary>A key as stored: partition the first byte of its hash, row the hash.</summary>
internal sealed class ApiKeyRow : ITableEntity
{
    public string PartitionKey { get; set; } = string.Empty;

    public string RowKey { get; set; } = string.Empty;

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Id { get; set; } = string.Empty;

    public string Account { get; set; } = string.Empty;

    public string Name { get; set; } = string.Empty;

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>Null: a key from before there were scopes, which may do everything in its account.</summary>
    public int? Scopes { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    internal ApiKeyRecord ToRecord() => new(Id, new AccountId(Account), Name, CreatedAt, LastUsedAt, (ApiScopes)(Scopes ?? (int)ApiScopes.Admin), ExpiresAt);
}
