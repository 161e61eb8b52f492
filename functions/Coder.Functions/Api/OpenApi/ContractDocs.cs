using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Coder.Functions.Api.OpenApi;

/// <summary>What the source says about the records of the API: the compiler's documentation file beside their assembly.</summary>
internal sealed partial class ContractDocs
{
    private readonly Dictionary<string, XElement> _members;

    private ContractDocs(Dictionary<string, XElement> members) => _members = members;

    internal static ContractDocs Of(Assembly contracts) => new(
        XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{contracts.GetName().Name}.xml")).Descendants("member").ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal));

    /// <summary>The summary of a type; null: it has none.</summary>
    internal string? Of(Type type) => Text(Find($"T:{NameOf(type)}")?.Element("summary"));

    /// <summary>The summary of a property, or what its record says of the parameter that makes it.</summary>
    internal string? Of(Type type, string property) =>
        Text(Find($"P:{NameOf(type)}.{property}")?.Element("summary")) ?? Text(Find($"T:{NameOf(type)}")?.Elements("param").FirstOrDefault(element => (string?)element.Attribute("name") == property));

    private static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!;

    private XElement? Find(string name) => _members.GetValueOrDefault(name);

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        string text = string.Concat(element.Nodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } see => $"`{Wire((string?)see.Attribute("cref") ?? "")}`",
            XElement { Name.LocalName: "paramref" } parameter => $"`{JsonNamingPolicy.SnakeCaseLower.ConvertName((string?)parameter.Attribute("name") ?? "")}`",
            _ => "",
        }));
        return Space().Replace(text, " ").Trim();
    }

    /// <summary><c>P:Coder.Contracts.RunView.ErrorCode</c> as <c>error_code</c>; a type by its name.</summary>
    private static string Wire(string reference)
    {
        string last = reference[(reference.LastIndexOf('.') + 1)..];
        return reference.StartsWith("P:", true, CultureInfo.InvariantCulture) ? JsonNamingPolicy.SnakeCaseLower.ConvertName(last) : last;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
