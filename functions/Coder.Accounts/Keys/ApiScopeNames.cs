namespace Coder.Accounts.Keys;

/// <summary>Scopes as text, and which includes which.</summary>
public static class ApiScopeNames
{
    private static readonly Dictionary<string, ApiScopes> ByName = new(StringComparer.Ordinal)
    {
        ["runs:read"] = ApiScopes.RunsRead,
        ["runs:write"] = ApiScopes.RunsWrite,
        ["billing"] = ApiScopes.Billing,
        ["admin"] = ApiScopes.Admin,
    };

    /// <summary>The scopes that a key can be given.</summary>
    public static IReadOnlyList<string> All { get; } = [.. ByName.Keys];

    /// <summary>The scope of that name; null: there is none.</summary>
    public static ApiScopes? Find(string name) => ByName.TryGetValue(name, out ApiScopes scope) ? scope : null;

    /// <summary>Without <see cref="ApiScopes.Operator"/>, which has no name.</summary>
    public static IReadOnlyList<string> Of(ApiScopes scopes) => [.. ByName.Where(pair => scopes.HasFlag(pair.Value)).Select(pair => pair.Key)];

    /// <summary>Whether a key with these scopes may do what one of <paramref name="needed"/> allows.</summary>
    public static bool Allow(this ApiScopes held, ApiScopes needed) => (Included(held) & needed) != ApiScopes.None;

    private static ApiScopes Included(ApiScopes held)
    {
        if (held.HasFlag(ApiScopes.Admin))
        {
            held |= ApiScopes.RunsRead | ApiScopes.RunsWrite | ApiScopes.Billing;
        }

        return held.HasFlag(ApiScopes.RunsWrite) ? held | ApiScopes.RunsRead : held;
    }
}
