using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Octokit.Internal;

/// <summary>How a property or a value of an enum is called on the wire, where that is not its name in snake case.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ParameterAttribute : Attribute
{
    public string Key { get; set; }

    public string Value { get; set; }

    internal static string KeyOf(MemberInfo property) =>
        property.GetCustomAttribute<ParameterAttribute>()?.Key ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    internal static string ValueOf(object value) => value switch
    {
        Enum => EnumText.Of(value),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
