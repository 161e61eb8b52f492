using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coder.Runs.Storage;

/// <summary>The JSON form of stored records: readable by later versions, unknown members ignored.</summary>
internal static class StoreJson
{
    internal static JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 128,
        Converters = { new JsonStringEnumConverter() },
    };

    internal static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    internal static T Read<T>(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize<T>(utf8, Options) ?? throw new JsonException($"A stored {typeof(T).Name} is null.");
}
