using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Stripe;

/// <summary>Stripe's JSON to objects: names in snake case, ids or things where something can be expanded.</summary>
internal static class StripeJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters = { new UnixTime(), new NullAsZero(), new ObjectConverter(), new ListConverters() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WithoutResponse, WithExpandables } },
    };

    internal static T Deserialize<T>(string json) => JsonSerializer.Deserialize<T>(json, Options);

    private static void WithoutResponse(JsonTypeInfo type)
    {
        if (type.Properties.FirstOrDefault(property => property.PropertyType == typeof(StripeResponse)) is { } response)
        {
            type.Properties.Remove(response);
        }
    }

    private static void WithExpandables(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo id in type.Properties.Where(property => property.AttributeProvider?.IsDefined(typeof(ExpandableAttribute), false) == true).ToArray())
        {
            PropertyInfo idMember = (PropertyInfo)id.AttributeProvider;
            PropertyInfo thing = type.Type.GetProperty(idMember.Name[..^2]);
            string name = JsonNamingPolicy.SnakeCaseLower.ConvertName(idMember.Name[..^2]);
            if (type.Properties.FirstOrDefault(property => property.Name == name) is { } plain)
            {
                type.Properties.Remove(plain);
            }

            type.Properties.Remove(id);
            JsonPropertyInfo either = type.CreateJsonPropertyInfo(typeof(JsonElement), name);
            either.Set = (target, value) => Fill(target, (JsonElement)value, idMember, thing);
            type.Properties.Add(either);
        }
    }

    private static void Fill(object target, JsonElement value, PropertyInfo id, PropertyInfo thing)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                id.SetValue(target, value.GetString());
                break;
            case JsonValueKind.Object:
                id.SetValue(target, value.GetProperty("id").GetString());
                thing?.SetValue(target, value.Deserialize(thing.PropertyType, Options));
                break;
        }
    }
}
