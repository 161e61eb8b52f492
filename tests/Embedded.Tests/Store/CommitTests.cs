using Coder.Embedded.Store;

namespace Embedded.Tests.Store;

/// <summary>Commits of the store as a crash test watches them.</summary>
public sealed class CommitTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-store-");

    private string File => Path.Combine(_folder.FullName, "store.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Write_Watched_IsSeenBeforeAndAfterItsCommitAndCompletesThen()
    {
        List<(CommitSide Side, bool IsRowThere)> seen = [];
        EmbeddedStore? store = null;
        store = EmbeddedStore.Open(File, side => seen.Add((side, IsRowThere(store!))));
        await using EmbeddedStore opened = store;

        Task write = store.WriteAsync(connection => connection.Execute("CREATE TABLE t (x)"));
        await write;

        Assert.Equal([(CommitSide.Before, false), (CommitSide.After, true)], seen);
    }

    [Fact]
    public async Task Open_WatchedTooLate_IsRefused()
    {
        await using EmbeddedStore store = EmbeddedStore.Open(File);

        Assert.Throws<InvalidOperationException>(() => EmbeddedStore.Open(File, _ => { }));
    }

    [Fact]
    public async Task Write_FailsInAGroup_IsUndoneAlone()
    {
        await using EmbeddedStore store = EmbeddedStore.Open(File);
        using ManualResetEventSlim queued = new();
        Task first = store.WriteAsync(connection =>
        {
            connection.Execute("CREATE TABLE t (x)");
            Assert.True(queued.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        });

        Task before = store.WriteAsync(connection => connection.Execute("INSERT INTO t VALUES ('before')"));
        Task failing = store.WriteAsync(connection =>
        {
            connection.Execute("INSERT INTO t VALUES ('undone')");
            throw new InvalidOperationException("refused");
        });
        Task after = store.WriteAsync(connection => connection.Execute("INSERT INTO t VALUES ('after')"));
        queued.Set();

        await Task.WhenAll(first, before, after);
        Assert.Equal("refused", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        Assert.Equal("before after", store.Read(connection => connection.Scalar("SELECT group_concat(x, ' ') FROM t")));
    }

    [Fact]
    public async Task Log_OfMoreThanItsMost_BeginsAnewAndLosesNothing()
    {
        const int PageBytes = 4096;
        const int Writes = 3 * Checkpoints.LogFramesMax / 2;
        await using EmbeddedStore store = EmbeddedStore.Open(File);
        await store.WriteAsync(connection => connection.Execute("CREATE TABLE t (x)"));

        for (int written = 0; written < Writes; written += EmbeddedStore.WritesPerCommitMax)
        {
            await Task.WhenAll(Enumerable.Range(0, EmbeddedStore.WritesPerCommitMax).Select(_ => store.WriteAsync(connection => connection.Execute("INSERT INTO t VALUES (zeroblob(4000))"))));
        }

        Assert.InRange(new FileInfo(File + "-wal").Length, 1, (long)Writes * PageBytes);
        Assert.True((long)store.Read(connection => connection.Scalar("SELECT count(*) FROM t"))! >= Writes);
    }

    private static bool IsRowThere(EmbeddedStore store) => store.Read(connection => connection.Scalar("SELECT 1 FROM sqlite_master WHERE name = 't'")) is not null;
}
