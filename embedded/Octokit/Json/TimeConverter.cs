using System.Text.Json;
using System.Text.Json.Serialization;
using Octokit.Internal;

namespace Octokit;

/// <summary>Times in UTC to the second; a missing one is the default value, as a check run has before it starts.</summary>
internal sealed class TimeConverter : JsonConverter<DateTimeOffset>
{
    public override bool HandleNull => true;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? default : reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(ParameterAttribute.ValueOf(value));
}
