using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Octokit.Internal;

namespace Octokit;

/// <summary>Values of enums as GitHub writes them; read without regard to case, because it writes some in capitals.</summary>
internal static class EnumText
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, object>> Known = new();

    internal static string Of(object value)
    {
        FieldInfo field = value.GetType().GetField(value.ToString()) ?? throw new ArgumentOutOfRangeException(nameof(value), value, "is no value of its enum");
        return Of(field);
    }

    internal static bool TryParse(Type type, string text, out object value)
    {
        value = null;
        return text is not null && Known.GetOrAdd(type, Read).TryGetValue(text, out value);
    }

    private static string Of(FieldInfo field) => field.GetCustomAttribute<ParameterAttribute>()?.Value ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name);

    private static Dictionary<string, object> Read(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(Of, field => field.GetValue(null), StringComparer.OrdinalIgnoreCase);
}
