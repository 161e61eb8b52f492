using System.Text.Json;

namespace Coder.Forge.GitHub.Webhooks;

/// <summary>Reads a payload that may lack anything and have anything at any place: what is not there, or of another kind, is null.</summary>
internal readonly record struct Payload(JsonElement Element)
{
    internal Payload this[string name] =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out JsonElement value) ? new(value) : default;

    internal bool IsObject => Element.ValueKind == JsonValueKind.Object;

    internal string? Text => Element.ValueKind == JsonValueKind.String ? Element.GetString() : null;

    internal string Words => Text ?? "";

    internal long? Number => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt64(out long number) ? number : null;

    internal int? Int32 => Number is >= int.MinValue and <= int.MaxValue ? (int)Number.Value : null;

    internal bool IsTrue => Element.ValueKind == JsonValueKind.True;

    /// <summary>ISO 8601, or seconds since 1970.</summary>
    internal DateTimeOffset? Time => Element.ValueKind == JsonValueKind.String && Element.TryGetDateTimeOffset(out DateTimeOffset time)
        ? time
        : Number is >= 0 and <= 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(Number.Value) : null;

    internal IEnumerable<Payload> Items => Element.ValueKind == JsonValueKind.Array ? Element.EnumerateArray().Select(item => new Payload(item)) : [];
}
