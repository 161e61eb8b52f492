namespace Azure.Data.Tables.Entities;

/// <summary>Between the types that a caller may use and the eight that the service stores.</summary>
internal static class EntityValue
{
    /// <exception cref="NotSupportedException">The service has no such type.</exception>
    internal static object Store(string name, object value) => value switch
    {
        string or int or long or bool or double or Guid or byte[] => value,
        DateTimeOffset time => time.ToUniversalTime(),
        DateTime time => new DateTimeOffset(time.ToUniversalTime()),
        BinaryData data => data.ToArray(),
        Enum => value.ToString()!,
        ulong number => checked((long)number),
        _ => throw new NotSupportedException($"Property '{name}' is a {value.GetType().Name}, which a table cannot hold."),
    };

    /// <summary>The stored value as the type of the caller's property.</summary>
    /// <exception cref="InvalidOperationException">The stored value has another type.</exception>
    internal static object Load(string name, object value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsInstanceOfType(value))
        {
            return value;
        }

        return value switch
        {
            DateTimeOffset time when type == typeof(DateTime) => time.UtcDateTime,
            byte[] bytes when type == typeof(BinaryData) => BinaryData.FromBytes(bytes),
            string text when type.IsEnum => Enum.Parse(type, text),
            int number when type == typeof(long) => (long)number,
            int number when type == typeof(double) => (double)number,
            long number when type == typeof(ulong) => checked((ulong)number),
            _ => throw new InvalidOperationException($"Property '{name}' is stored as {value.GetType().Name} and cannot be read as {type.Name}."),
        };
    }
}
