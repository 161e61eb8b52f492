using System.Collections.Concurrent;
using Coder.Agents.Chat;
using Coder.Testing;
using Coder.Testing.Workspaces;
using Coder.Tests.Architecture;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Coder.Tests.Functions.Hosting;

/// <summary>What outlives a host: its home with the store, workspaces, blobs; the agents and the model's script that a test wrote.</summary>
internal sealed class RunHome : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-run-");

    internal string Path => Directory.CreateDirectory(System.IO.Path.Combine(_folder.FullName, "home")).FullName;

    /// <summary>Services instead of those in memory: then workspaces are on disk, commands and gates are real.</summary>
    internal Action<IServiceCollection>? Services { get; init; }

    /// <summary>Longest wait for anything; only a failing test ever takes it.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    internal MemoryWorkspaces Workspaces { get; init; } = new(("README.md", "A sample.\n"));

    internal MemoryBlobs Blobs { get; init; } = new();

    internal ContentGates Gates { get; init; } = new("README.md", "");

    /// <summary>The hosts' clock.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;

    internal string Store => System.IO.Path.Combine(Path, "store.db");

    /// <summary>Changes the store while no host is up.</summary>
    internal void Damage(string sql)
    {
        using SqliteConnection connection = Open(Store);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    /// <summary>Called before every answer of the model.</summary>
    internal Func<TurnCoordinates, CancellationToken, Task> OnTurn { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Every request to the model, in order.</summary>
    internal ConcurrentQueue<TurnCoordinates> Requests { get; } = new();

    /// <summary>What every command of every workspace waits for before it ends with 0.</summary>
    internal void EveryCommand(Func<CancellationToken, Task> wait) => Workspaces.OnRunAsync = async (_, cancellation) =>
    {
        await wait(cancellation);
        return new CommandResult(SandboxEnd.Exited, 0, TimeSpan.Zero, "");
    };

    internal string ScriptFile => System.IO.Path.Combine(_folder.FullName, "script.json");

    internal string Agents => System.IO.Path.Combine(_folder.FullName, "agents");

    /// <summary>Writes an agent and returns its folder.</summary>
    internal string Agent(string name, string graph)
    {
        string folder = System.IO.Path.Combine(Agents, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(System.IO.Path.Combine(folder, "graph.yaml"), graph);
        return folder;
    }

    /// <summary>The home for runs of a shipped agent.</summary>
    internal static RunHome OfShipped(string agent) => agent switch
    {
        "coder" => OfSplitBill(),
        "reviewer" => OfReviewer(),
        "integrator" => OfIntegrator(),
        _ => throw new InvalidOperationException($"The tests have no run of agents/{agent} yet: add its project, gates and script here."),
    };

    private static RunHome OfReviewer()
    {
        RunHome home = new();
        home.Script("""
            {"version": 1, "visits": [{"node": "review", "visit": 1, "turns": [
              {"tool_calls": [{"name": "git_diff", "arguments": {}}]},
              {"text": "{\"summary\": \"Nothing changed.\", \"findings\": []}"}]}]}
            """);
        return home;
    }

    private static RunHome OfIntegrator()
    {
        RunHome home = new();
        home.Workspaces.OnRunAsync = (_, _) => Task.FromResult(new CommandResult(SandboxEnd.Exited, 0, TimeSpan.Zero, "", StandardOutput: """{"_next": "some"}"""));
        home.Script("""
            {"version": 1, "visits": [{"node": "integrate", "visit": 1, "turns": [
              {"tool_calls": [{"name": "fs_write", "arguments": {"path": "README.md", "contents": "Both.\n"}}]},
              {"text": "Kept both."}]}]}
            """);
        return home;
    }

    /// <summary>Bytes that the orchestrations of the store's runs have left, or keep for what they wait for.</summary>
    internal long DurableBytes()
    {
        using SqliteConnection connection = Open(Store);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT (SELECT total(length(events)) FROM hub_coder_history)
                + (SELECT total(length(event)) FROM hub_coder_inbox)
                + (SELECT total(length(input)) FROM hub_coder_activities)
                + (SELECT total(length(id) + length(name) + coalesce(length(output), 0) + coalesce(length(failure), 0) + coalesce(length(custom_status), 0)) FROM hub_coder_instances)
            """;
        return (long)(double)command.ExecuteScalar()!;
    }

    /// <summary>The home for runs of the shipped agent on a sample, with the sample's script.</summary>
    internal static RunHome OfSplitBill()
    {
        string sample = System.IO.Path.Combine(SourceTree.Root, "samples", "node-split-bill");
        string project = System.IO.Path.Combine(sample, "project");
        RunHome home = new()
        {
            Workspaces = new([.. Directory.EnumerateFiles(project, "*", SearchOption.AllDirectories)
                .Select(f => (System.IO.Path.GetRelativePath(project, f), File.ReadAllText(f)))]),
            Gates = new("src/splitBill.js", "index < rest"),
        };
        home.Script(File.ReadAllText(System.IO.Path.Combine(sample, "script.json")));
        return home;
    }

    internal void Script(string json) => File.WriteAllText(ScriptFile, json);

    /// <summary>The home as a crash at this moment would leave it: what is committed and nothing else. Workspaces and blobs are the same.</summary>
    internal RunHome CrashCopy()
    {
        RunHome copy = new() { Workspaces = Workspaces, Blobs = Blobs, Gates = Gates, Time = Time };
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
