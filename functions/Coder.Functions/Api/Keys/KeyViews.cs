using Coder.Accounts.Keys;
using Coder.Contracts;

namespace Coder.Functions.Api.Keys;

/// <summary>Keys as the API shows them, and what it takes.</summary>
internal static class KeyViews
{
    private const int NameCharactersMax = 100;
    private const int DaysMax = 3650;

    internal static ApiKeyView Of(ApiKeyRecord key, string? current = null) =>
        new(key.Id, key.Name, ApiScopeNames.Of(key.Scopes), key.CreatedAt, key.LastUsedAt, key.ExpiresAt, key.Id == current);

    internal static IssuedKeyView Of(IssuedApiKey key) => new(key.Secret, Of(key.Record));

    internal static string Name(string name, string pointer) => !string.IsNullOrWhiteSpace(name) && name.Length <= NameCharactersMax
        ? name
        : throw ApiException.Invalid(pointer, $"The name has 1 to {NameCharactersMax} characters, not only spaces.");

    internal static ApiScopes Scopes(IReadOnlyList<string> names)
    {
        ApiScopes scopes = ApiScopes.None;
        for (int i = 0; i < names.Count; i++)
        {
            scopes |= ApiScopeNames.Find(names[i]) ?? throw ApiException.Invalid($"/scopes/{i}", $"There is no such scope; there are {string.Join(", ", ApiScopeNames.All)}.");
        }

        return scopes != ApiScopes.None ? scopes : throw ApiException.Invalid("/scopes", $"Give at least one scope of {string.Join(", ", ApiScopeNames.All)}.");
    }

    internal static DateTimeOffset? Expiry(int? days, DateTimeOffset now) => days is null or (>= 1 and <= DaysMax)
        ? days is { } given ? now.AddDays(given) : null
        : throw ApiException.Invalid("/expires_in_days", $"expires_in_days is a number from 1 to {DaysMax}; leave it out for a key that does not expire.");
}
