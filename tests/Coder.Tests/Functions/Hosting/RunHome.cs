using System.Collections.Concurrent;
using Coder.Agents.Chat;
using Coder.Testing;
using Coder.Testing.Workspaces;
using Microsoft.Data.Sqlite;

namespace Coder.Tests.Functions.Hosting;

/// <summary>What outlives a host: its home with the store, workspaces, blobs; the agents and the model's script that a test wrote.</summary>
internal sealed class RunHome : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-run-");

    internal string Path => Directory.CreateDirectory(System.IO.Path.Combine(_folder.FullName, "home")).FullName;

    internal MemoryWorkspaces Workspaces { get; init; } = new(("README.md", "A sample.\n"));

    internal MemoryBlobs Blobs { get; init; } = new();

    /// <summary>Called before every answer of the model.</summary>
    internal Func<TurnCoordinates, CancellationToken, Task> OnTurn { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Every request to the model, in order.</summary>
    internal ConcurrentQueue<TurnCoordinates> Requests { get; } = new();

    internal string ScriptFile => System.IO.Path.Combine(_folder.FullName, "script.json");

    /// <summary>Writes an agent and returns its folder.</summary>
    internal string Agent(string name, string graph)
    {
        string folder = System.IO.Path.Combine(_folder.FullName, "agents", name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(System.IO.Path.Combine(folder, "graph.yaml"), graph);
        return folder;
    }

    internal void Script(string json) => File.WriteAllText(ScriptFile, json);

    /// <summary>The home as a crash at this moment would leave it: what is committed and nothing else. Workspaces and blobs are the same.</summary>
    internal RunHome CrashCopy()
    {
        RunHome copy = new() { Workspaces = Workspaces, Blobs = Blobs };
        File.Copy(ScriptFile, copy.ScriptFile);
        foreach (string store in Directory.EnumerateFiles(Path, "*.db", SearchOption.AllDirectories))
        {
            string target = System.IO.Path.Combine(copy.Path, System.IO.Path.GetRelativePath(Path, store));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            using SqliteConnection from = Open(store);
            using SqliteConnection to = Open(target);
            from.BackupDatabase(to);
        }

        File.Copy(System.IO.Path.Combine(Path, "key"), System.IO.Path.Combine(copy.Path, "key"));
        return copy;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static SqliteConnection Open(string file)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
