using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>Things that say what they are; those that are not known here are null.</summary>
internal sealed class ObjectConverter : JsonConverter<IHasObject>
{
    private static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["billing_portal.session"] = typeof(BillingPortal.Session),
        ["charge"] = typeof(Charge),
        ["checkout.session"] = typeof(Checkout.Session),
        ["customer"] = typeof(Customer),
        ["dispute"] = typeof(Dispute),
        ["event"] = typeof(Event),
        ["invoice"] = typeof(Invoice),
        ["invoice_payment"] = typeof(InvoicePayment),
        ["price"] = typeof(Price),
        ["refund"] = typeof(Refund),
        ["subscription"] = typeof(Subscription),
    };

    public override IHasObject Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("object", out JsonElement name)
            && Types.TryGetValue(name.GetString() ?? "", out Type type)
                ? (IHasObject)document.RootElement.Deserialize(type, options)
                : null;
    }

    public override void Write(Utf8JsonWriter writer, IHasObject value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, value.GetType(), options);
}
