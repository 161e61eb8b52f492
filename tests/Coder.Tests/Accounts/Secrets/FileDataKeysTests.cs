using Coder.Accounts.Secrets;

namespace Coder.Tests.Accounts.Secrets;

public sealed class FileDataKeysTests : DataKeysSuite, IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("coder-datakeys-");

    public void Dispose() => _home.Delete(recursive: true);

    internal override IDataKeys Open() => new FileDataKeys(_home.FullName);

    [Fact]
    public async Task Current_File_IsForItsOwnerOnly()
    {
        await Open().CurrentAsync(CancellationToken.None);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_home.FullName, FileDataKeys.FileName)));
        Assert.Single(_home.EnumerateFiles());
    }

    [Fact]
    public async Task Current_ManyAtOnce_IsOneKey()
    {
        DataKey[] keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Open().CurrentAsync(CancellationToken.None))));

        Assert.Single(keys.Select(key => key.Id).Distinct());
    }

    [Fact]
    public async Task Current_FileThatIsNoKey_IsNotReplaced()
    {
        string path = Path.Combine(_home.FullName, FileDataKeys.FileName);
        await File.WriteAllTextAsync(path, "not a key");

        await Assert.ThrowsAsync<SecretUnreadableException>(() => Open().CurrentAsync(CancellationToken.None));
        Assert.Equal("not a key", await File.ReadAllTextAsync(path));
    }
}
