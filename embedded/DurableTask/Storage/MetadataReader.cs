using System.Globalization;
using System.Text;
using Coder.Embedded.Store;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Storage;

/// <summary>Reads committed instances as clients see them.</summary>
internal sealed class MetadataReader(TaskHub hub, EmbeddedStore store, DataConverter converter)
{
    private readonly string _columns = $"""
        SELECT i.id, i.name, i.status, i.created_at, i.updated_at, i.key, i.output, i.failure, i.custom_status,
            CASE WHEN $1 THEN (SELECT events FROM {hub.History} h WHERE h.key = i.key AND h.step = 0) END
        FROM {hub.Instances} i
        """;

    /// <summary>Null when there is none.</summary>
    internal OrchestrationMetadata? Find(string id, bool payloads) =>
        Read($"{_columns} WHERE i.id = $2", payloads, id).Select(row => row.Metadata).FirstOrDefault();

    /// <summary>One page, oldest instances first.</summary>
    /// <exception cref="ArgumentException">The continuation token is not one that this method has made.</exception>
    internal Page<OrchestrationMetadata> List(OrchestrationQuery query, string? token, int pageSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pageSize);
        if (query.TaskHubNames?.ToList() is { Count: > 0 } hubs && !hubs.Contains(hub.Name, StringComparer.OrdinalIgnoreCase))
        {
            return new Page<OrchestrationMetadata>([]);
        }

        Filter filter = new(query.FetchInputsAndOutputs);
        filter.Add("i.key > {0}", Parse(token));
        filter.AddCreated(query.CreatedFrom, query.CreatedTo);
        filter.AddStatuses(query.Statuses);
        if (!string.IsNullOrEmpty(query.InstanceIdPrefix))
        {
            filter.Add("substr(i.id, 1, length({0})) = {0}", query.InstanceIdPrefix);
        }

        List<Row> rows = Read($"{_columns} {filter.Where} ORDER BY i.key LIMIT {filter.Parameter(pageSize + 1L)}", filter.Values);
        string? next = rows.Count > pageSize ? rows[pageSize - 1].Key.ToString(CultureInfo.InvariantCulture) : null;
        return new Page<OrchestrationMetadata>([.. rows.Take(pageSize).Select(row => row.Metadata)], next);
    }

    /// <summary>Ids of ended instances to purge, oldest first.</summary>
    internal List<string> Ended(PurgeInstancesFilter purge, int max)
    {
        Filter filter = new(payloads: false);
        filter.Add($"i.status NOT IN {RuntimeStatuses.Active}");
        filter.AddCreated(purge.CreatedFrom, purge.CreatedTo);
        filter.AddStatuses(purge.Statuses);
        return [.. Read($"{_columns} {filter.Where} ORDER BY i.key LIMIT {filter.Parameter((long)max)}", filter.Values).Select(row => row.Metadata.InstanceId)];
    }

    private static long Parse(string? token) => token is null
        ? 0
        : long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out long key)
            ? key
            : throw new ArgumentException($"'{token}' is no continuation token of this list.", nameof(token));

    private List<Row> Read(string sql, params object?[] values) => store.Read(connection =>
    {
        List<Row> rows = [];
        using SqliteDataReader reader = connection.Query(sql, values);
        while (reader.Read())
        {
            rows.Add(new Row(reader.GetInt64(5), Metadata(reader, payloads: values[0] is true)));
        }

        return rows;
    });

    private OrchestrationMetadata Metadata(SqliteDataReader r, bool payloads) => new(r.GetString(1), r.GetString(0))
    {
        RuntimeStatus = (OrchestrationRuntimeStatus)r.GetInt32(2),
        CreatedAt = new DateTimeOffset(r.GetInt64(3), TimeSpan.Zero),
        LastUpdatedAt = new DateTimeOffset(r.GetInt64(4), TimeSpan.Zero),
        DataConverter = converter,
        SerializedOutput = payloads ? r.StringOrNull(6) : null,
        FailureDetails = payloads ? Readable(() => Failures.Deserialize(r.StringOrNull(7))) : null,
        SerializedCustomStatus = payloads ? r.StringOrNull(8) : null,
        SerializedInput = payloads && !r.IsDBNull(9) ? Readable(() => ((ExecutionStarted)HistoryCodec.Decode(r.GetFieldValue<byte[]>(9))[0]).Input) : null,
    };

    /// <summary>Null for what cannot be read: one bad row must not hide all the others of a list.</summary>
    private static T? Readable<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not SqliteException)
        {
            return null;
        }
    }

    private sealed record Row(long Key, OrchestrationMetadata Metadata);

    private sealed class Filter(bool payloads)
    {
        private readonly StringBuilder _where = new();
        private readonly List<object?> _values = [payloads];

        internal string Where => _where.ToString();

        internal object?[] Values => [.. _values];

        internal string Parameter(object value)
        {
            _values.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"${_values.Count}");
        }

        internal void Add(string condition) => _where.Append(_where.Length == 0 ? "WHERE " : " AND ").Append(condition);

        internal void Add(string condition, object value) => Add(string.Format(CultureInfo.InvariantCulture, condition, Parameter(value)));

        internal void AddCreated(DateTimeOffset? from, DateTimeOffset? to)
        {
            if (from is not null)
            {
                Add("i.created_at >= {0}", from.Value.UtcTicks);
            }

            if (to is not null)
            {
                Add("i.created_at <= {0}", to.Value.UtcTicks);
            }
        }

        internal void AddStatuses(IEnumerable<OrchestrationRuntimeStatus>? statuses)
        {
            if (statuses?.Distinct().Order().ToList() is { Count: > 0 } any)
            {
                Add($"i.status IN ({string.Join(", ", any.Select(status => (int)status))})");
            }
        }
    }
}
