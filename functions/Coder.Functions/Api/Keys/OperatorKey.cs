using System.Security.Cryptography;
using System.Text;
using Coder.Accounts;
using Coder.Accounts.Keys;

namespace Coder.Functions.Api.Keys;

/// <summary>The key of whoever runs a hosted deployment: a setting, never a row. It opens accounts and sees what belongs to none, and has no account itself.</summary>
/// <param name="key">Null: the deployment has none.</param>
public sealed class OperatorKey(string? key)
{
    private static readonly AccountId Nobody = new("operator");

    private readonly byte[]? _hash = key is null ? null : Hash(key);

    internal ApiKeyRecord? Find(string? presented) => _hash is not null && presented is not null && CryptographicOperations.FixedTimeEquals(Hash(presented), _hash)
        ? new ApiKeyRecord("operator", Nobody, "operator", default, null, ApiScopes.Operator)
        : null;

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
