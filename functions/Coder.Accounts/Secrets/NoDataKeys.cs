namespace Coder.Accounts.Secrets;

/// <summary>For a deployment that was given no place for the key: it serves all but secrets.</summary>
/// <param name="setting">Name of the setting that would.</param>
public sealed class NoDataKeys(string setting) : IDataKeys
{
    public Task<DataKey> CurrentAsync(CancellationToken cancellation) => throw Missing();

    public Task<DataKey> FindAsync(string id, CancellationToken cancellation) => throw Missing();

    private SecretUnreadableException Missing() => new($"{setting} is not set: give the address of the Key Vault that keeps the key of secrets, like https://NAME.vault.azure.net/.");
}
