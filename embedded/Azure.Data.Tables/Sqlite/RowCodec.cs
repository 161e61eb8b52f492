using System.Text;

namespace Azure.Data.Tables.Sqlite;

/// <summary>An entity's properties as one blob: count, then name, type and value of each.</summary>
internal static class RowCodec
{
    // The numbers are stored: never change one, only add.
    private enum Kind : byte
    {
        String = 1,
        Int32 = 2,
        Int64 = 3,
        True = 4,
        False = 5,
        Double = 6,
        Time = 7,
        Guid = 8,
        Binary = 9,
    }

    /// <summary>What a small property takes, more or less.</summary>
    private const int PropertyBytes = 64;

    internal static byte[] Encode(Dictionary<string, object> properties)
    {
        using MemoryStream stream = new(PropertyBytes * properties.Count + properties.Values.Sum(value => value is byte[] bytes ? bytes.Length : 0));
        using BinaryWriter writer = new(stream, Encoding.UTF8);
        writer.Write7BitEncodedInt(properties.Count);
        foreach ((string name, object value) in properties)
        {
            writer.Write(name);
            WriteValue(writer, value);
        }

        return stream.ToArray();
    }

    internal static Dictionary<string, object> Decode(byte[] body)
    {
        using BinaryReader reader = new(new MemoryStream(body, writable: false), Encoding.UTF8);
        int count = reader.Read7BitEncodedInt();
        Dictionary<string, object> properties = new(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string name = reader.ReadString();
            properties[name] = ReadValue(reader);
        }

        return properties;
    }

    private static void WriteValue(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                Write(Kind.String).Write(text);
                break;
            case int number:
                Write(Kind.Int32).Write(number);
                break;
            case long number:
                Write(Kind.Int64).Write(number);
                break;
            case bool flag:
                Write(flag ? Kind.True : Kind.False);
                break;
            case double number:
                Write(Kind.Double).Write(number);
                break;
            case DateTimeOffset time:
                Write(Kind.Time).Write(time.UtcTicks);
                break;
            case Guid id:
                Write(Kind.Guid).Write(id.ToByteArray());
                break;
            case byte[] bytes:
                Write(Kind.Binary).Write7BitEncodedInt(bytes.Length);
                writer.Write(bytes);
                break;
            default:
                throw new InvalidOperationException($"{value.GetType().Name} is not a stored type.");
        }

        BinaryWriter Write(Kind kind)
        {
            writer.Write((byte)kind);
            return writer;
        }
    }

    private static object ReadValue(BinaryReader reader) => (Kind)reader.ReadByte() switch
    {
        Kind.String => reader.ReadString(),
        Kind.Int32 => reader.ReadInt32(),
        Kind.Int64 => reader.ReadInt64(),
        Kind.True => true,
        Kind.False => false,
        Kind.Double => reader.ReadDouble(),
        Kind.Time => new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
        Kind.Guid => new Guid(reader.ReadBytes(16)),
        Kind.Binary => reader.ReadBytes(reader.Read7BitEncodedInt()),
        var kind => throw new InvalidDataException($"A stored row holds a value of the unknown kind {kind}; was the store written by a newer version?"),
    };
}
