using Coder.Embedded.Store;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Storage;

/// <summary>Reads a task hub's committed rows.</summary>
internal sealed class HubReader(TaskHub hub, EmbeddedStore store)
{
    private readonly string _instance = $"""
        SELECT key, id, name, status, generation, steps, ready, parent_key, parent_generation, parent_task, parent_id, parent_name
        FROM {hub.Instances} WHERE key = $1
        """;

    private readonly string _history = $"SELECT events FROM {hub.History} WHERE key = $1 ORDER BY step";
    private readonly string _inbox = $"SELECT id, generation, event FROM {hub.Inbox} WHERE key = $1 ORDER BY id LIMIT $2";
    private readonly string _activity = $"SELECT input FROM {hub.Activities} WHERE key = $1 AND generation = $2 AND id = $3";
    private readonly string _begun =
        $"SELECT key, tries FROM {hub.Instances} WHERE ready = 1 UNION SELECT key, tries FROM {hub.Instances} WHERE key IN (SELECT key FROM {hub.Inbox})";

    private readonly string _activities =
        $"SELECT a.key, a.generation, a.id, a.name, i.id, a.tries FROM {hub.Activities} a JOIN {hub.Instances} i ON i.key = a.key";
    private readonly string _timers = 
        $"SELECT t.key, t.generation, t.id, t.fire_at, i.tries FROM {hub.Timers} t JOIN {hub.Instances} i ON i.key = t.key";

    /// <summary>Null when it was purged.</summary>
    internal InstanceRow? Instance(long key) => store.Read(connection =>
    {
        using SqliteDataReader r = connection.Query(_instance, key);
        if (!r.Read())
        {
            return null;
        }

        ParentLink? parent = r.LongOrNull(7) is { } parentKey ? new(parentKey, r.GetInt32(8), r.GetInt32(9), r.GetString(10), r.GetString(11)) : null;
        return new InstanceRow(
            r.GetInt64(0), r.GetString(1), r.GetString(2), (OrchestrationRuntimeStatus)r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), r.GetInt64(6) == 1, parent);
    });

    /// <summary>The events of every step, the start's first.</summary>
    /// <exception cref="InvalidDataException">A row cannot be read, or is missing.</exception>
    internal List<List<HistoryEvent>> History(InstanceRow instance)
    {
        List<List<HistoryEvent>> steps = Rows(_history, r => HistoryCodec.Decode(r.GetFieldValue<byte[]>(0)), instance.Key);
        return steps.Count == instance.Steps
            ? steps
            : throw new InvalidDataException($"The history of '{instance.Id}' has {steps.Count} of its {instance.Steps} steps.");
    }

    /// <summary>The oldest messages of an instance.</summary>
    internal List<InboxRow> Inbox(long key, int max) =>
        Rows(_inbox, r => new InboxRow(r.GetInt64(0), (int?)r.LongOrNull(1), HistoryCodec.Decode(r.GetFieldValue<byte[]>(2))[0]), key, max);

    /// <summary>False when the call is not wanted any more.</summary>
    internal bool TryGetInput(ActivityRow activity, out string? input)
    {
        List<string?> rows = Rows(_activity, r => r.StringOrNull(0), activity.Key, activity.Generation, activity.Id);
        input = rows.Count > 0 ? rows[0] : null;
        return rows.Count > 0;
    }

    /// <summary>Instances that an earlier process may have had a step of in hand, with their tries.</summary>
    internal List<(long Key, int Tries)> Begun() => Rows(_begun, r => (r.GetInt64(0), (int)r.GetInt64(1)));

    /// <param name="unreadable">Told of a row that cannot be read: its instance, and why.</param>
    internal List<ActivityRow> Activities(Action<long, Exception> unreadable) => Readable(
        _activities,
        r => new ActivityRow(r.GetInt64(0), r.GetInt32(1), r.GetInt32(2), r.GetString(3), r.GetString(4), r.GetInt32(5)),
        unreadable);

    /// <inheritdoc cref="Activities"/>
    internal List<TimerRow> Timers(Action<long, Exception> unreadable) => Readable(
        _timers,
        r => new TimerRow(r.GetInt64(0), r.GetInt32(1), r.GetInt32(2), new DateTime(r.GetInt64(3), DateTimeKind.Utc), r.GetInt32(4)),
        unreadable);

    private List<T> Readable<T>(string sql, Func<SqliteDataReader, T> map, Action<long, Exception> unreadable)
        where T : class
    {
        List<T?> rows = Rows(sql, r =>
        {
            try
            {
                return map(r);
            }
            catch (Exception e) when (e is not SqliteException)
            {
                unreadable(r.GetInt64(0), e);
                return null;
            }
        });
        return [.. rows.OfType<T>()];
    }

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> map, params object?[] values) => store.Read(connection =>
    {
        List<T> rows = [];
        using SqliteDataReader reader = connection.Query(sql, values);
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    });
}
