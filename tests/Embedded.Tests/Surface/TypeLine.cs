using System.Text.RegularExpressions;

namespace Embedded.Tests.Surface;

/// <summary>A type's line in a listing, taken apart.</summary>
internal sealed partial record TypeLine(string Name, IReadOnlyList<string> Bases, string Kind)
{
    internal static TypeLine Parse(string line)
    {
        Match parts = Shape().Match(line);
        string[] bases = parts.Groups["bases"].Success ? CommaOutsideBrackets().Split(parts.Groups["bases"].Value) : [];
        return new TypeLine(parts.Groups["name"].Value, bases, parts.Groups["kind"].Value);
    }

    /// <summary>Fewer interfaces will do; the base class must be the official one.</summary>
    internal bool IsWithin(TypeLine official) =>
        Kind == official.Kind && Bases.All(official.Bases.Contains) && Class(official.Bases) is var parent && (parent is null || Bases.Contains(parent));

    /// <summary>A base class comes first; interfaces have names like <c>IName</c>.</summary>
    private static string? Class(IReadOnlyList<string> bases) => bases.Count > 0 && !InterfaceName().IsMatch(bases[0]) ? bases[0] : null;

    [GeneratedRegex(@"^T (?<name>.+?)( : (?<bases>.+))? \[(?<kind>[^\[\]]+)\]$")]
    private static partial Regex Shape();

    [GeneratedRegex(@", (?![^<]*>)")]
    private static partial Regex CommaOutsideBrackets();

    [GeneratedRegex(@"^([\w]+\.)*I[A-Z]\w*(<|$)")]
    private static partial Regex InterfaceName();
}
