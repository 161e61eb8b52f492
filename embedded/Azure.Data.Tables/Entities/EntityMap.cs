namespace Azure.Data.Tables.Entities;

/// <summary>Between the caller's entities (<see cref="TableEntity"/> or a class) and rows.</summary>
internal static class EntityMap
{
    /// <exception cref="ArgumentNullException">The entity or one of its keys is null.</exception>
    internal static EntityRow ToRow(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey);
        Dictionary<string, object> properties = entity is TableEntity dictionary
            ? Stored(dictionary.Where(property => !IsSystem(property.Key)).Select(property => (property.Key, (object?)property.Value)))
            : Stored(EntityType.Of(entity.GetType()).Properties.Select(property => (property.Name, property.GetValue(entity))));
        return new EntityRow(entity.PartitionKey, entity.RowKey, properties) { ETag = entity.ETag };
    }

    internal static T ToEntity<T>(EntityRow row)
        where T : class, ITableEntity
    {
        T entity = Activator.CreateInstance<T>();
        entity.ETag = row.ETag;
        if (row.PartitionKey is not null)
        {
            entity.PartitionKey = row.PartitionKey;
        }

        if (row.RowKey is not null)
        {
            entity.RowKey = row.RowKey;
        }

        if (row.Timestamp is not null)
        {
            entity.Timestamp = row.Timestamp;
        }

        Fill(entity, row);
        return entity;
    }

    internal static bool IsSystem(string name) =>
        name is nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey) or nameof(ITableEntity.Timestamp) or TableEntity.ETagName;

    private static void Fill(ITableEntity entity, EntityRow row)
    {
        if (entity is TableEntity dictionary)
        {
            foreach ((string name, object value) in row.Properties)
            {
                dictionary[name] = value;
            }

            return;
        }

        foreach (System.Reflection.PropertyInfo property in EntityType.Of(entity.GetType()).Properties)
        {
            if (row.Properties.TryGetValue(property.Name, out object? value))
            {
                property.SetValue(entity, EntityValue.Load(property.Name, value, property.PropertyType));
            }
        }
    }

    private static Dictionary<string, object> Stored(IEnumerable<(string Name, object? Value)> properties)
    {
        Dictionary<string, object> stored = new(StringComparer.Ordinal);
        foreach ((string name, object? value) in properties)
        {
            if (value is not null)
            {
                stored[name] = EntityValue.Store(name, value);
            }
        }

        return stored;
    }
}
