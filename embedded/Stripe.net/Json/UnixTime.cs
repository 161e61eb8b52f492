using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>Times as seconds since 1970; absent ones are <c>default</c>.</summary>
internal sealed class UnixTime : JsonConverter<DateTime>
{
    public override bool HandleNull => true;

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? default : DateTime.UnixEpoch.AddSeconds(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteNumberValue(Of(value));

    /// <summary>A time without a kind is taken as local, as the official library does.</summary>
    internal static long Of(DateTime time) => (long)Math.Floor((time.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds);
}
