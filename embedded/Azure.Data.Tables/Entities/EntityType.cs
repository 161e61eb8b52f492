using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables.Entities;

/// <summary>The stored properties of an entity class, found once per class.</summary>
internal sealed class EntityType
{
    private static readonly ConcurrentDictionary<Type, EntityType> Known = new();

    private EntityType(Type type)
    {
        Properties =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property =>
                property is { CanRead: true, CanWrite: true, Name: not nameof(ITableEntity.ETag) }
                && property.GetIndexParameters().Length == 0
                && !EntityMap.IsSystem(property.Name)
                && !property.IsDefined(typeof(IgnoreDataMemberAttribute))),
        ];
    }

    internal IReadOnlyList<PropertyInfo> Properties { get; }

    internal static EntityType Of(Type type) => Known.GetOrAdd(type, static key => new EntityType(key));
}
