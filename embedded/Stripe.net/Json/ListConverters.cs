using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>Reads lists as the objects that they are in Stripe's JSON, though they can be enumerated.</summary>
internal sealed class ListConverters : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(StripeList<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()));

    private sealed class Converter<T> : JsonConverter<StripeList<T>>
    {
        public override StripeList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            Page page = JsonSerializer.Deserialize<Page>(ref reader, options);
            return new StripeList<T> { Object = page.Object, Data = page.Data, HasMore = page.HasMore, Url = page.Url };
        }

        public override void Write(Utf8JsonWriter writer, StripeList<T> value, JsonSerializerOptions options) => throw new NotSupportedException("Lists are never sent.");

        private sealed record Page(string Object, List<T> Data, bool HasMore, string Url);
    }
}
