using Coder.Accounts.Secrets;

namespace Coder.Tests.Accounts.Secrets;

/// <summary>What every home of the keys does.</summary>
public abstract class DataKeysSuite
{
    /// <summary>Another process's view of the same keys.</summary>
    internal abstract IDataKeys Open();

    [Fact]
    public async Task Current_AtFirst_MakesAKeyThatOthersFind()
    {
        DataKey key = await Open().CurrentAsync(CancellationToken.None);

        Assert.Equal(DataKey.BytesCount, key.Bytes.Length);
        Assert.Equal(key.Bytes.ToArray(), (await Open().CurrentAsync(CancellationToken.None)).Bytes.ToArray());
        Assert.Equal(key.Bytes.ToArray(), (await Open().FindAsync(key.Id, CancellationToken.None)).Bytes.ToArray());
    }

    [Fact]
    public async Task Find_AnotherKey_SaysWhatIsMissing()
    {
        await Open().CurrentAsync(CancellationToken.None);

        SecretUnreadableException missing = await Assert.ThrowsAsync<SecretUnreadableException>(() => Open().FindAsync("ffffffffffffffffffffffffffffffff", CancellationToken.None));
        Assert.Contains("ffffffff", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seal_Text_OpensElsewhereInItsPlaceOnly()
    {
        string closed = await new SecretSealer(Open()).SealAsync("grüße, geheim", "acme/prj/NAME", CancellationToken.None);

        Assert.Equal("grüße, geheim", await new SecretSealer(Open()).OpenAsync(closed, "acme/prj/NAME", CancellationToken.None));
        await Assert.ThrowsAsync<SecretUnreadableException>(() => new SecretSealer(Open()).OpenAsync(closed, "other/prj/NAME", CancellationToken.None));
        Assert.DoesNotContain("geheim", closed, StringComparison.Ordinal);
        Assert.NotEqual(closed, await new SecretSealer(Open()).SealAsync("grüße, geheim", "acme/prj/NAME", CancellationToken.None));
    }

    [Fact]
    public async Task Open_ChangedAnywhere_IsRefused()
    {
        SecretSealer sealer = new(Open());
        string closed = await sealer.SealAsync("secret value", "place", CancellationToken.None);
        int start = closed.LastIndexOf('.') + 1;
        byte[] box = Convert.FromBase64String(closed[start..]);
        for (int i = 0; i < box.Length; i++)
        {
            byte[] changed = [.. box];
            changed[i] ^= 1;
            await Assert.ThrowsAsync<SecretUnreadableException>(() => sealer.OpenAsync(closed[..start] + Convert.ToBase64String(changed), "place", CancellationToken.None));
        }

        foreach (string broken in (string[])["", "1", "1.2", "2.x.AAAA", closed[..^4], closed[..start], $"{closed[..start]}no base64"])
        {
            await Assert.ThrowsAsync<SecretUnreadableException>(() => sealer.OpenAsync(broken, "place", CancellationToken.None));
        }
    }
}
