using System.Text.Json;

namespace Coder.Functions.Payments;

/// <summary>What is read of an event: what happened, and to what. Everything else is asked of Stripe.</summary>
/// <param name="ObjectId">Null: the event names no object.</param>
internal sealed record StripeEnvelope(string Id, string Type, string? ObjectId)
{
    private const int IdCharactersMax = 200;

    /// <summary>Null: it is no event.</summary>
    internal static StripeEnvelope? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 64 });
            JsonElement root = document.RootElement;
            return Text(root, "id") is { } id && Text(root, "type") is { } type ? new StripeEnvelope(id, type, ObjectOf(root)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Events of the second form name their object beside the data.</summary>
    private static string? ObjectOf(JsonElement root) =>
        root.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("object", out JsonElement thing) && Text(thing, "id") is { } id
            ? id
            : root.TryGetProperty("related_object", out JsonElement related) ? Text(related, "id") : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= IdCharactersMax } text
            ? text
            : null;
}
