using Coder.Embedded.Store;
using Microsoft.Data.Sqlite;

namespace Embedded.Tests.DurableTask;

/// <summary>A store file in a folder of its own, deleted at the end.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("durable-");

    internal string File => Path.Combine(_folder.FullName, "store.db");

    /// <summary>The store as a crash at this moment would leave it: what is committed and nothing else.</summary>
    internal async Task<TestStore> CrashCopyAsync()
    {
        TestStore copy = new();
        await using EmbeddedStore store = EmbeddedStore.Open(File);
        store.Read(connection =>
        {
            using SqliteConnection target = new(new SqliteConnectionStringBuilder { DataSource = copy.File, Pooling = false }.ToString());
            target.Open();
            connection.BackupDatabase(target);
            return true;
        });
        return copy;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
