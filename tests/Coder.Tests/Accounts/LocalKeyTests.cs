using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Testing;

namespace Coder.Tests.Accounts;

public sealed class LocalKeyTests : IDisposable
{
    private readonly TemporaryTables _tables = new();
    private readonly ApiKeys _keys;
    private readonly LocalKey _local;

    public LocalKeyTests()
    {
        _keys = new ApiKeys(_tables.Client, new ManualTime(), isEmbedded: true);
        _local = new LocalKey(_keys);
    }

    private string KeyFile => Path.Combine(_tables.Folder, LocalKey.FileName);

    public void Dispose() => _tables.Dispose();

    [Fact]
    public async Task Ensure_AtFirst_WritesAKeyForTheOwnerOnly()
    {
        string key = await _local.EnsureAsync(_tables.Folder, CancellationToken.None);

        Assert.Equal(key, (await File.ReadAllTextAsync(KeyFile)).Trim());
        Assert.Equal(AccountId.Local, (await _keys.AuthenticateAsync(key, CancellationToken.None))!.Account);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        }
    }

    [Fact]
    public async Task Ensure_Again_GivesTheSameKey()
    {
        string key = await _local.EnsureAsync(_tables.Folder, CancellationToken.None);

        Assert.Equal(key, await _local.EnsureAsync(_tables.Folder, CancellationToken.None));
    }

    [Fact]
    public async Task Ensure_WithTheFileLost_MakesANewKey()
    {
        string lost = await _local.EnsureAsync(_tables.Folder, CancellationToken.None);
        File.Delete(KeyFile);

        string key = await _local.EnsureAsync(_tables.Folder, CancellationToken.None);

        Assert.NotEqual(lost, key);
        Assert.NotNull(await _keys.AuthenticateAsync(key, CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("half a k")]
    public async Task Ensure_WithTheFileDamaged_ReplacesIt(string content)
    {
        await File.WriteAllTextAsync(KeyFile, content);

        string key = await _local.EnsureAsync(_tables.Folder, CancellationToken.None);

        Assert.Equal(key, (await File.ReadAllTextAsync(KeyFile)).Trim());
    }

    [Fact]
    public async Task Ensure_WithTheKeyOfAnotherStore_MakesANewKey()
    {
        string foreign = ApiKeyText.Create();
        await File.WriteAllTextAsync(KeyFile, foreign);

        Assert.NotEqual(foreign, await _local.EnsureAsync(_tables.Folder, CancellationToken.None));
    }

    [Fact]
    public async Task Ensure_WithTheKeyOfAnotherAccount_MakesANewKey()
    {
        string foreign = (await _keys.CreateAsync(new AccountId("acme"), "laptop", CancellationToken.None)).Secret;
        await File.WriteAllTextAsync(KeyFile, foreign);

        Assert.NotEqual(foreign, await _local.EnsureAsync(_tables.Folder, CancellationToken.None));
    }
}
