using Coder.Embedded.Store;
using DurableTask.Core.Exceptions;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Storage;

/// <summary>Changes a task hub's rows; every method runs inside the store's open transaction.</summary>
internal sealed class HubWriter(TaskHub hub)
{
    private readonly string _find = $"SELECT key, status FROM {hub.Instances} WHERE id = $1";
    private readonly string _insert = $"""
        INSERT INTO {hub.Instances}
            (id, name, status, generation, steps, ready, created_at, updated_at, parent_key, parent_generation, parent_task, parent_id, parent_name)
        VALUES ($1, $2, 6, 1, 1, $3, $4, $4, $5, $6, $7, $8, $9) RETURNING key
        """;

    private readonly string _addStep = $"INSERT INTO {hub.History} (key, step, events) VALUES ($1, $2, $3)";
    private readonly string _addTimer = $"INSERT INTO {hub.Timers} (key, generation, id, fire_at) VALUES ($1, $2, $3, $4)";
    private readonly string _message = $"INSERT INTO {hub.Inbox} (key, generation, event) VALUES ($1, $2, $3)";
    private readonly string[] _delete =
        [.. new[] { hub.Instances, hub.History, hub.Inbox, hub.Activities, hub.Timers }.Select(table => $"DELETE FROM {table} WHERE key = $1")];

    private readonly string _children = $"SELECT id FROM {hub.Instances} WHERE parent_key = $1";

    /// <summary>Creates a pending instance in place of an ended one of the same id, if there is one.</summary>
    /// <exception cref="OrchestrationAlreadyExistsException">The one there has not ended, or has a status in <paramref name="dedupe"/>.</exception>
    internal long Create(SqliteConnection connection, NewInstance instance, IReadOnlyList<OrchestrationRuntimeStatus> dedupe)
    {
        if (Find(connection, instance.Id) is var (existing, status))
        {
            if (status.IsActive() || dedupe.Contains(status))
            {
                throw new OrchestrationAlreadyExistsException($"An orchestration instance '{instance.Id}' exists already; its status is {status}.");
            }

            Delete(connection, existing);
        }

        ParentLink? parent = instance.Parent;
        long key = (long)connection.Scalar(
            _insert,
            instance.Id,
            instance.Name,
            instance.StartAt is null ? 1 : 0,
            instance.CreatedAt.Ticks,
            parent?.Key,
            parent?.Generation,
            parent?.TaskId,
            parent?.InstanceId,
            parent?.Name)!;
        AddStep(connection, key, 0, [new ExecutionStarted(instance.Input)]);
        if (instance.StartAt is { } startAt)
        {
            AddTimer(connection, new TimerRow(key, 1, TimerRow.Start, startAt));
        }

        return key;
    }

    /// <summary>Leaves a message for an instance and returns its key; null when it does not exist or has ended.</summary>
    internal long? Message(SqliteConnection connection, string id, HistoryEvent message)
    {
        if (Find(connection, id) is not var (key, status) || !status.IsActive())
        {
            return null;
        }

        Message(connection, key, null, message);
        return key;
    }

    internal void Message(SqliteConnection connection, long key, int? generation, HistoryEvent message) =>
        connection.Execute(_message, key, generation, HistoryCodec.Encode([message]));

    internal void AddStep(SqliteConnection connection, long key, int step, IEnumerable<HistoryEvent> events) =>
        connection.Execute(_addStep, key, step, HistoryCodec.Encode(events));

    internal void AddTimer(SqliteConnection connection, TimerRow timer) =>
        connection.Execute(_addTimer, timer.Key, timer.Generation, timer.Id, timer.FireAt.Ticks);

    /// <summary>Deletes an ended instance and, when <paramref name="recursive"/>, the ended ones that it called; returns how many.</summary>
    internal int Purge(SqliteConnection connection, string id, bool recursive)
    {
        if (Find(connection, id) is not var (key, status) || status.IsActive())
        {
            return 0;
        }

        int children = recursive ? Children(connection, key).Sum(child => Purge(connection, child, recursive)) : 0;
        Delete(connection, key);
        return children + 1;
    }

    private List<string> Children(SqliteConnection connection, long key)
    {
        List<string> ids = [];
        using SqliteDataReader reader = connection.Query(_children, key);
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    private void Delete(SqliteConnection connection, long key)
    {
        foreach (string statement in _delete)
        {
            connection.Execute(statement, key);
        }
    }

    private (long Key, OrchestrationRuntimeStatus Status)? Find(SqliteConnection connection, string id)
    {
        using SqliteDataReader reader = connection.Query(_find, id);
        return reader.Read() ? (reader.GetInt64(0), (OrchestrationRuntimeStatus)reader.GetInt32(1)) : null;
    }
}
