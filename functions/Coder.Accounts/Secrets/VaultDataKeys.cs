using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure;
using Azure.Security.KeyVault.Secrets;

namespace Coder.Accounts.Secrets;

/// <summary>
/// The keys of a hosted deployment: versions of one secret in Key Vault. A new version, made in the vault, is used for new secrets at the latest
/// <see cref="CurrentAge"/> later; older versions open what they sealed.
/// </summary>
public sealed class VaultDataKeys(SecretClient vault, TimeProvider time) : IDataKeys
{
    public const string SecretName = "coder-data-key";

    /// <summary>How long the current version is remembered.</summary>
    public static readonly TimeSpan CurrentAge = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, DataKey> _byId = new(StringComparer.Ordinal);
    private (DataKey Key, DateTimeOffset At)? _current;

    public async Task<DataKey> CurrentAsync(CancellationToken cancellation)
    {
        if (_current is var (known, at) && time.GetUtcNow() - at < CurrentAge)
        {
            return known;
        }

        DataKey key = Of(await FindOrMakeAsync(cancellation));
        _byId[key.Id] = key;
        _current = (key, time.GetUtcNow());
        return key;
    }

    public async Task<DataKey> FindAsync(string id, CancellationToken cancellation)
    {
        if (_byId.TryGetValue(id, out DataKey? known))
        {
            return known;
        }

        try
        {
            return _byId[id] = Of(await vault.GetSecretAsync(SecretName, id, cancellationToken: cancellation));
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            throw new SecretUnreadableException($"The version {id} of the secret {SecretName} is not in the vault {vault.VaultUri}: recover it there, or set the secrets again.", e);
        }
    }

    private async Task<KeyVaultSecret> FindOrMakeAsync(CancellationToken cancellation)
    {
        try
        {
            return await vault.GetSecretAsync(SecretName, cancellationToken: cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Two that make it at once make two versions: each opens what it sealed.
            return await vault.SetSecretAsync(SecretName, Convert.ToBase64String(RandomNumberGenerator.GetBytes(DataKey.BytesCount)), cancellation);
        }
    }

    private DataKey Of(KeyVaultSecret secret)
    {
        byte[] bytes = new byte[DataKey.BytesCount];
        return Convert.TryFromBase64String(secret.Value, bytes, out int written) && written == DataKey.BytesCount
            ? new DataKey(secret.Properties.Version, bytes)
            : throw new SecretUnreadableException($"The version {secret.Properties.Version} of the secret {SecretName} in the vault {vault.VaultUri} is no key of {DataKey.BytesCount} bytes in base64.");
    }
}
