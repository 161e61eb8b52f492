using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Rules;

/// <summary>What a single entity and its keys have to satisfy, whichever back end stores them.</summary>
internal static class EntityRules
{
    // Date and time values before 1601 do not exist in the service.
    private static readonly DateTimeOffset TimeMin = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static void CheckKey(string name, string value)
    {
        if (value.Length > TableLimits.KeyCharactersMax)
        {
            throw TableErrors.BadInput(TableErrorCode.KeyValueTooLarge, $"{name} has {value.Length} characters; at most {TableLimits.KeyCharactersMax} are allowed.");
        }

        foreach (char c in value)
        {
            if (c is '/' or '\\' or '#' or '?' || char.IsControl(c))
            {
                throw TableErrors.BadInput(TableErrorCode.OutOfRangeInput, $"{name} '{value}' holds the character U+{(int)c:X4}, which keys must not hold.");
            }
        }
    }

    /// <summary>Checks keys, property names, values and the entity's size.</summary>
    internal static void Check(EntityRow row)
    {
        CheckKey(nameof(ITableEntity.PartitionKey), row.PartitionKey!);
        CheckKey(nameof(ITableEntity.RowKey), row.RowKey!);
        CheckProperties(row);
    }

    /// <summary>Checks what a merge can change.</summary>
    internal static void CheckProperties(EntityRow row)
    {
        if (row.Properties.Count > TableLimits.PropertiesMax)
        {
            throw TableErrors.BadInput(TableErrorCode.TooManyProperties, $"The entity has {row.Properties.Count} properties; at most {TableLimits.PropertiesMax} are allowed.");
        }

        foreach ((string name, object value) in row.Properties)
        {
            CheckName(name);
            CheckValue(name, value);
        }

        if (Size(row) is var size and > TableLimits.EntityBytesMax)
        {
            throw TableErrors.BadInput(TableErrorCode.EntityTooLarge, $"The entity has {size} bytes; at most {TableLimits.EntityBytesMax} are allowed.");
        }
    }

    /// <summary>Bytes as the service counts them: UTF-16 names and values plus a fixed part per property.</summary>
    private static long Size(EntityRow row) =>
        4 + 2L * (row.PartitionKey!.Length + row.RowKey!.Length) + row.Properties.Sum(property => 8 + 2L * property.Key.Length + Size(property.Value));

    private static long Size(object value) => value switch
    {
        string text => 4 + 2L * text.Length,
        byte[] bytes => 4 + bytes.Length,
        Guid => 16,
        int => 4,
        bool => 1,
        _ => 8,
    };

    private static void CheckName(string name)
    {
        if (name.Length > TableLimits.PropertyNameCharactersMax)
        {
            throw TableErrors.BadInput(TableErrorCode.PropertyNameTooLong, $"The property name '{name}' is longer than {TableLimits.PropertyNameCharactersMax} characters.");
        }

        bool legal = name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c == '_');
        if (!legal)
        {
            throw TableErrors.BadInput(TableErrorCode.PropertyNameInvalid, $"The property name '{name}' is not an identifier of letters, digits and underscores.");
        }
    }

    private static void CheckValue(string name, object value)
    {
        bool tooLarge = value is string { Length: > TableLimits.StringCharactersMax } or byte[] { Length: > TableLimits.BinaryBytesMax };
        if (tooLarge)
        {
            throw TableErrors.BadInput(TableErrorCode.PropertyValueTooLarge, $"The value of property '{name}' is larger than 64 KiB.");
        }

        if (value is DateTimeOffset time && time < TimeMin)
        {
            throw TableErrors.BadInput(TableErrorCode.OutOfRangeInput, $"The value of property '{name}' lies before {TimeMin:yyyy-MM-dd}.");
        }
    }
}
