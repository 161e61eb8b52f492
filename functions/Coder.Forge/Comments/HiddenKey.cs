using System.Text.RegularExpressions;

namespace Coder.Forge.Comments;

/// <summary>Our key in a text on a forge that has no place for it: an HTML comment at the end, which readers do not see.</summary>
internal static partial class HiddenKey
{
    /// <exception cref="ArgumentException">The key holds other characters than it may.</exception>
    internal static string Append(string body, string key) =>
        Shape().IsMatch(key) ? $"{body}\n\n{Mark(key)}" : throw new ArgumentException($"The key '{key}' may hold only letters, digits, '.', '_', '-' and '/'.", nameof(key));

    internal static bool IsIn(string? text, string key) => text?.EndsWith(Mark(key), StringComparison.Ordinal) == true;

    private static string Mark(string key) => $"<!-- coder:{key} -->";

    [GeneratedRegex("^[A-Za-z0-9._/-]{1,200}$")]
    private static partial Regex Shape();
}
