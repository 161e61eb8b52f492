using System.Text.RegularExpressions;

namespace Coder.Workspaces.Egress;

/// <summary>What counts as the name of a host.</summary>
internal static partial class HostName
{
    private const int LengthMax = 253;

    /// <summary>Lower-case labels of letters, digits, hyphens and underscores; nothing else, so that no two programs can read one name differently.</summary>
    public static bool IsValid(string name) => name.Length is > 0 and <= LengthMax && Labels().IsMatch(name);

    /// <summary>True for what some resolver takes for an address: <c>10.0.0.1</c>, <c>0x7f.1</c>, <c>2130706433</c>.</summary>
    public static bool IsAddress(string name) => name[(name.LastIndexOf('.') + 1)..] is var last
        && (last.All(char.IsAsciiDigit) || last.StartsWith("0x", StringComparison.Ordinal));

    [GeneratedRegex(@"^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Labels();
}
