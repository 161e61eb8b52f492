using System.Text.RegularExpressions;

namespace Coder.EndToEnd.Tests.Harness;

/// <summary>The line of progress that names a run.</summary>
internal static partial class RunLine
{
    public static string? IdIn(string text) => Pattern().Match(text) is { Success: true } found ? found.Groups[1].Value : null;

    [GeneratedRegex("^run ([0-9a-f]{32}) ", RegexOptions.Multiline)]
    private static partial Regex Pattern();
}
