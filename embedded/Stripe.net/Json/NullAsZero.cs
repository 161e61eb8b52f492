using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>Numbers that Stripe leaves out by writing null.</summary>
internal sealed class NullAsZero : JsonConverter<long>
{
    public override bool HandleNull => true;

    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? 0 : reader.GetInt64();

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
