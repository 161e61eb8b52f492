using System.Security.Cryptography;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Coder.Accounts.Secrets;
using Coder.Testing;
using Coder.Testing.Vault;

namespace Coder.Tests.Accounts.Secrets;

public sealed class VaultDataKeysTests : DataKeysSuite, IDisposable
{
    private readonly VaultDouble _vault = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _vault.Dispose();

    internal override IDataKeys Open() => new VaultDataKeys(
        new SecretClient(VaultDouble.Address, new VaultDouble.Credential(), new SecretClientOptions
        {
            Transport = new HttpClientTransport(_vault), DisableChallengeResourceVerification = true, Retry = { MaxRetries = 0 },
        }),
        _time);

    [Fact]
    public async Task Current_AfterANewVersion_IsThatOneAndOldTextsStillOpen()
    {
        IDataKeys keys = Open();
        SecretSealer sealer = new(keys);
        string old = await sealer.SealAsync("sealed before", "place", CancellationToken.None);
        _vault.Add(VaultDataKeys.SecretName, Convert.ToBase64String(RandomNumberGenerator.GetBytes(DataKey.BytesCount)));
        DataKey before = await keys.CurrentAsync(CancellationToken.None);

        _time.Advance(VaultDataKeys.CurrentAge);

        Assert.NotEqual(before.Id, (await keys.CurrentAsync(CancellationToken.None)).Id);
        Assert.Equal("sealed before", await sealer.OpenAsync(old, "place", CancellationToken.None));
        Assert.Equal("sealed before", await new SecretSealer(Open()).OpenAsync(old, "place", CancellationToken.None));
    }

    [Fact]
    public async Task Seal_ManyTexts_AsksTheVaultOnce()
    {
        SecretSealer sealer = new(Open());
        await sealer.SealAsync("first", "place", CancellationToken.None);
        int asked = _vault.Requests;

        for (int n = 0; n < 100; n++)
        {
            await sealer.OpenAsync(await sealer.SealAsync("more", "place", CancellationToken.None), "place", CancellationToken.None);
        }

        Assert.Equal(asked, _vault.Requests);
    }

    [Fact]
    public async Task Current_VersionThatIsNoKey_IsRefused()
    {
        _vault.Add(VaultDataKeys.SecretName, "changed by hand");

        SecretUnreadableException refused = await Assert.ThrowsAsync<SecretUnreadableException>(() => Open().CurrentAsync(CancellationToken.None));
        Assert.DoesNotContain("changed by hand", refused.Message, StringComparison.Ordinal);
    }
}
