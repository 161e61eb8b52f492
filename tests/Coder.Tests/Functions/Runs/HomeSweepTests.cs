using Coder.Functions.Contracts;
using Coder.Functions.Runs;
using Coder.Testing;
using Coder.Testing.Workspaces;

namespace Coder.Tests.Functions.Runs;

public sealed class HomeSweepTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("coder-sweep-");
    private readonly ManualTime _time = new();

    public void Dispose() => _home.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sweep_Logs_RemovesOldOnesOfRunsThatAreNotOpenOnItsOwnHomeOnly(bool isOnlyHost)
    {
        HostIdentity host = new("owner", isOnlyHost, _home.FullName);
        RunLogs logs = new(host);
        foreach ((string run, TimeSpan age) in new[] { ("open", TimeSpan.FromDays(90)), ("ended", TimeSpan.FromHours(2)), ("young", TimeSpan.FromMinutes(5)) })
        {
            string folder = logs.FolderOf(new NodeInput(1, "local", run, run, 0, "node", 1, 1, 0, ""));
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "log"), "");
            Directory.SetLastWriteTimeUtc(Path.Combine(_home.FullName, "runs", run), (_time.GetUtcNow() - age).UtcDateTime);
        }

        await new HomeSweep(host, new MemoryWorkspaces(), logs, _time).SweepAsync(new HashSet<string> { "open" }, TestContext.Current.CancellationToken);

        Assert.Equal(isOnlyHost ? ["open", "young"] : ["ended", "open", "young"], Directory.GetDirectories(Path.Combine(_home.FullName, "runs")).Select(Path.GetFileName).Order());
    }
}
