using System.Runtime.Versioning;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Hosting.Home;

namespace Embedded.Tests.FunctionsWorker;

[UnsupportedOSPlatform("windows")]
public sealed class HomeLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EmbeddedHome _home;

    public HomeLockTests() => _home = new EmbeddedHome(Path.Combine(_folder.Path, "home"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Home_Missing_IsMadeForItsOwnerOnly()
    {
        using HomeLock taken = HomeLock.Take(_home, TimeProvider.System);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_home.Path));
    }

    [Fact]
    public void Lock_HeldByAHostThatStarts_RefusesWithItsPid()
    {
        using HomeLock first = HomeLock.Take(_home, TimeProvider.System);

        HostStartException refusal = Assert.Throws<HostStartException>(() => HomeLock.Take(_home, TimeProvider.System));

        Assert.StartsWith($"Another host (pid {Environment.ProcessId}) runs on the home {_home.Path} and is still starting:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_HeldByAHostThatListens_RefusesWithItsAddress()
    {
        using HomeLock first = HomeLock.Take(_home, TimeProvider.System);
        first.Announce("http://127.0.0.1:7071");

        HostStartException refusal = Assert.Throws<HostStartException>(() => HomeLock.Take(_home, TimeProvider.System));

        Assert.Contains("at http://127.0.0.1:7071: use that one, stop it, or set CODER_HOME", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("http://127.0.0.1:7071", HostAnnouncement.Read(_home.HostFile)?.Address);
    }

    [Fact]
    public void Lock_Released_IsFreeAndLeavesNoAnnouncement()
    {
        HomeLock.Take(_home, TimeProvider.System).Dispose();

        Assert.False(File.Exists(_home.HostFile));
        using HomeLock second = HomeLock.Take(_home, TimeProvider.System);
        Assert.True(File.Exists(_home.HostFile));
    }

    [Fact]
    public void Home_ThatCannotBeWritten_IsRefusedWithTheFix()
    {
        // Below a file: refused to every user, root included.
        File.WriteAllText(Path.Combine(_folder.Path, "file"), "");
        EmbeddedHome home = new(Path.Combine(_folder.Path, "file", "home"));

        HostStartException refusal = Assert.Throws<HostStartException>(() => HomeLock.Take(home, TimeProvider.System));

        Assert.StartsWith($"The home folder {home.Path} cannot be written", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("set CODER_HOME", refusal.Message, StringComparison.Ordinal);
    }
}
