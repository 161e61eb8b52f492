using Azure.Data.Tables;

namespace Coder.Testing;

/// <summary>Tables of their own in a temporary folder, deleted at the end.</summary>
public sealed class TemporaryTables : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-tables-");

    public TemporaryTables() => Client = new TableServiceClient($"Data Source={Path.Combine(_folder.FullName, "store.db")}");

    public TableServiceClient Client { get; }

    /// <summary>The folder that holds the store; tests may use it as a home.</summary>
    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
