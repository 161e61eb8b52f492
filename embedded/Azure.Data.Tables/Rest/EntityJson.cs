using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables.Rest;

/// <summary>Entities in the service's JSON with minimal metadata: types that JSON lacks are named beside the property.</summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    // Never shown in a page, so only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static ReadOnlyMemory<byte> Write(EntityRow row)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer, Writing);
        writer.WriteStartObject();
        writer.WriteString(nameof(row.PartitionKey), row.PartitionKey);
        writer.WriteString(nameof(row.RowKey), row.RowKey);
        foreach ((string name, object value) in row.Properties)
        {
            Write(writer, name, value);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    internal static EntityRow Read(JsonElement entity)
    {
        Dictionary<string, object> properties = new(StringComparer.Ordinal);
        foreach (JsonProperty property in entity.EnumerateObject())
        {
            bool kept = !property.Name.Contains('.', StringComparison.Ordinal) && !EntityMap.IsSystem(property.Name) && property.Value.ValueKind != JsonValueKind.Null;
            if (kept)
            {
                string? type = Text(entity, property.Name + TypeSuffix);
                properties[property.Name] = Read(property.Value, type);
            }
        }

        return new EntityRow(Text(entity, nameof(EntityRow.PartitionKey)), Text(entity, nameof(EntityRow.RowKey)), properties)
        {
            Timestamp = Text(entity, nameof(EntityRow.Timestamp)) is { } time ? Time(time) : null,
            ETag = new ETag(Text(entity, TableEntity.ETagName)!),
        };
    }

    private static void Write(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case double number when double.IsFinite(number):
                writer.WriteString(name + TypeSuffix, "Edm.Double");
                writer.WriteNumber(name, number);
                break;
            default:
                (string type, string written) = Typed(value);
                writer.WriteString(name + TypeSuffix, type);
                writer.WriteString(name, written);
                break;
        }
    }

    private static (string Type, string Text) Typed(object value) => value switch
    {
        long number => ("Edm.Int64", number.ToString(CultureInfo.InvariantCulture)),
        double number => ("Edm.Double", number.ToString(CultureInfo.InvariantCulture)),
        DateTimeOffset time => ("Edm.DateTime", time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)),
        Guid id => ("Edm.Guid", id.ToString("D")),
        byte[] bytes => ("Edm.Binary", Convert.ToBase64String(bytes)),
        _ => throw new InvalidOperationException($"{value.GetType().Name} is not a stored type."),
    };

    private static object Read(JsonElement value, string? type) => (type, value.ValueKind) switch
    {
        ("Edm.Int64", _) => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        ("Edm.Double", JsonValueKind.String) => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        ("Edm.Double", _) => value.GetDouble(),
        ("Edm.DateTime", _) => Time(value.GetString()!),
        ("Edm.Guid", _) => value.GetGuid(),
        ("Edm.Binary", _) => value.GetBytesFromBase64(),
        (_, JsonValueKind.String) => value.GetString()!,
        (_, JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
        (_, JsonValueKind.Number) => value.TryGetInt32(out int number) ? (object)number : value.GetDouble(),
        _ => throw new InvalidDataException($"The service sent a value of the kind {value.ValueKind} (type '{type}')."),
    };

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static string? Text(JsonElement entity, string name) => entity.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
