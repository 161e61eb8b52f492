using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Octokit.Internal;

namespace Octokit;

/// <summary>Objects to GitHub's JSON and back: names in snake case, nothing written for null, properties without a public setter filled all the same.</summary>
internal static class ApiJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new EnumConverters(), new TimeConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { OpenSetters } },
    };

    internal static string Serialize(object value) => JsonSerializer.Serialize(value, Options);

    internal static T Deserialize<T>(string json) => JsonSerializer.Deserialize<T>(json, Options);

    private static void OpenSetters(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property.AttributeProvider is not PropertyInfo member)
            {
                continue;
            }

            property.Name = member.GetCustomAttribute<ParameterAttribute>()?.Key ?? property.Name;
            if (property.Set is null && member.GetSetMethod(nonPublic: true) is { } setter)
            {
                property.Set = (target, value) => setter.Invoke(target, [value]);
            }
        }
    }
}
