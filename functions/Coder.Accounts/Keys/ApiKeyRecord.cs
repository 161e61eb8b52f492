namespace Coder.Accounts.Keys;

/// <summary>What is known of an API key; the key itself is not.</summary>
/// <param name="Id">Names the key in lists and logs; says nothing about the key.</param>
/// <param name="Account">Whose requests it authenticates.</param>
/// <param name="Name">The owner's own word for it.</param>
/// <param name="LastUsedAt">To the minute; null before the first use.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="ExpiresAt">From then on it is refused; null: never.</param>
public sealed record ApiKeyRecord(
    string Id, AccountId Account, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, ApiScopes Scopes = ApiScopes.Admin, DateTimeOffset? ExpiresAt = null);
