namespace Coder.Contracts;

/// <summary>An API key, without the key.</summary>
/// <param name="Id"><c>key_…</c></param>
/// <param name="Name">The owner's own word for it.</param>
/// <param name="Scopes"><c>runs:read</c>, <c>runs:write</c> (includes it), <c>billing</c>, <c>admin</c> (includes all).</param>
/// <param name="LastUsedAt">To the minute; absent before the first use.</param>
/// <param name="ExpiresAt">From then on it is refused; absent: never.</param>
/// <param name="Current">True for the key that this request was made with.</param>
public sealed record ApiKeyView(
    string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt = null, DateTimeOffset? ExpiresAt = null, bool Current = false);
