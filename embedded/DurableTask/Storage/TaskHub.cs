using System.Text.RegularExpressions;
using Coder.Embedded.Store;
using Microsoft.Data.Sqlite;

namespace Microsoft.DurableTask.Storage;

/// <summary>The tables of one task hub; several hubs share one store file.</summary>
internal sealed partial class TaskHub
{
    /// <exception cref="ArgumentException">The name is no task hub name.</exception>
    internal TaskHub(string name)
    {
        if (!Allowed().IsMatch(name))
        {
            throw new ArgumentException(
                $"'{name}' is no task hub name: use 3 to 45 letters and digits, beginning with a letter (host.json, extensions.durableTask.hubName).",
                nameof(name));
        }

        Name = name;
        Instances = $"hub_{name}_instances";
        History = $"hub_{name}_history";
        Inbox = $"hub_{name}_inbox";
        Activities = $"hub_{name}_activities";
        Timers = $"hub_{name}_timers";
    }

    internal string Name { get; }

    /// <summary>
    /// One row an instance. <c>steps</c> counts its rows in the history; <c>ready</c> is 1 from (re)start until the first step is stored; <c>tries</c> counts how
    /// often a step was begun again after it had ended the process or could not be run, and is 0 once it is stored.
    /// </summary>
    internal string Instances { get; }

    /// <summary>One row a step with its events packed; step 0 holds the start.</summary>
    internal string History { get; }

    /// <summary>Messages from outside and from other instances, until a step has taken them.</summary>
    internal string Inbox { get; }

    /// <summary>Activities whose result no step has taken yet: they run again after a crash, which <c>tries</c> counts.</summary>
    internal string Activities { get; }

    internal string Timers { get; }

    private string Schema => $"""
        CREATE TABLE IF NOT EXISTS {Instances} (
            key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, status INTEGER NOT NULL,
            generation INTEGER NOT NULL, steps INTEGER NOT NULL, ready INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
            output TEXT, failure TEXT, custom_status TEXT,
            parent_key INTEGER, parent_generation INTEGER, parent_task INTEGER, parent_id TEXT, parent_name TEXT,
            tries INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX IF NOT EXISTS {Instances}_ready ON {Instances}(key) WHERE ready = 1;
        CREATE INDEX IF NOT EXISTS {Instances}_children ON {Instances}(parent_key) WHERE parent_key IS NOT NULL;
        CREATE TABLE IF NOT EXISTS {History} (key INTEGER NOT NULL, step INTEGER NOT NULL, events BLOB NOT NULL, PRIMARY KEY (key, step)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS {Inbox} (id INTEGER PRIMARY KEY AUTOINCREMENT, key INTEGER NOT NULL, generation INTEGER, event BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS {Inbox}_key ON {Inbox}(key);
        CREATE TABLE IF NOT EXISTS {Activities} (
            key INTEGER NOT NULL, generation INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, input TEXT,
            tries INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (key, generation, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS {Timers} (
            key INTEGER NOT NULL, generation INTEGER NOT NULL, id INTEGER NOT NULL, fire_at INTEGER NOT NULL,
            PRIMARY KEY (key, generation, id)) WITHOUT ROWID;
        """;

    /// <summary>Creates the tables, or adds what an earlier version's lack.</summary>
    internal void Create(SqliteConnection connection)
    {
        connection.Execute(Schema);
        foreach (string table in new[] { Instances, Activities })
        {
            if (connection.Scalar($"SELECT 1 FROM pragma_table_info('{table}') WHERE name = 'tries'") is null)
            {
                connection.Execute($"ALTER TABLE {table} ADD COLUMN tries INTEGER NOT NULL DEFAULT 0");
            }
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$")]
    private static partial Regex Allowed();
}
