using System.Text.Json;
using System.Text.Json.Serialization;

namespace Octokit;

/// <summary>Converters of enums and of <see cref="StringEnum{TEnum}"/>.</summary>
internal sealed class EnumConverters : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum || IsStringEnum(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        Type converter = typeToConvert.IsEnum
            ? typeof(Plain<>).MakeGenericType(typeToConvert)
            : typeof(Text<>).MakeGenericType(typeToConvert.GenericTypeArguments);
        return (JsonConverter)Activator.CreateInstance(converter);
    }

    private static bool IsStringEnum(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(StringEnum<>);

    private sealed class Plain<TEnum> : JsonConverter<TEnum>
        where TEnum : struct
    {
        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            string text = reader.GetString();
            return EnumText.TryParse(typeof(TEnum), text, out object value) ? (TEnum)value : throw new JsonException($"'{text}' is not a value of {typeof(TEnum).Name}.");
        }

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(EnumText.Of(value));
    }

    private sealed class Text<TEnum> : JsonConverter<StringEnum<TEnum>>
        where TEnum : struct
    {
        public override StringEnum<TEnum> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString());

        public override void Write(Utf8JsonWriter writer, StringEnum<TEnum> value, JsonSerializerOptions options) => writer.WriteStringValue(value.StringValue);
    }
}
