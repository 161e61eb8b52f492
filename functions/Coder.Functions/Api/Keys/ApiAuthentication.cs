using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Functions.Runs;
using Microsoft.AspNetCore.Http;

namespace Coder.Functions.Api.Keys;

/// <summary>Finds the key of a request.</summary>
public sealed class ApiAuthentication(ApiKeys keys, OperatorKey operatorKey, HostIdentity host)
{
    internal const string Unauthorized = "unauthorized";

    private const string Scheme = "Bearer ";

    /// <exception cref="ApiException">401: there is none, it is not known, or it has expired.</exception>
    internal async Task<ApiKeyRecord> AuthenticateAsync(HttpRequest request, CancellationToken cancellation)
    {
        string header = request.Headers.Authorization.ToString();
        string? presented = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
        ApiKeyRecord? key = operatorKey.Find(presented) ?? await keys.AuthenticateAsync(presented, cancellation);
        if (key is null || (key.Account == AccountId.Local && !host.IsOnlyHost))
        {
            // The account of an embedded host may read files of its machine: elsewhere nobody is it, whatever the tables hold.
            throw new ApiException(
                401, Unauthorized, "Give a valid API key as `Authorization: Bearer ck_live_…`. A local host keeps its key in the file `key` of its home ($CODER_HOME).");
        }

        return key.Account == AccountId.Local && key.Scopes.HasFlag(ApiScopes.Admin) ? key with { Scopes = key.Scopes | ApiScopes.Operator } : key;
    }
}
