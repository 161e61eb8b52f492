using System.Buffers;
using System.Globalization;
using System.Text;

namespace Coder.Workspaces.Policy;

/// <summary>
/// Paths as the most lenient file system may see them: letter case, Unicode forms, invisible characters, look-alikes of the separator, trailing
/// dots and spaces, stream names. Two paths that any of them merges have one key.
/// </summary>
internal static class PathKey
{
    // Backslash, fraction slash, division slash, big solidus, full-width ones, and their backslash siblings.
    private static readonly SearchValues<char> Separators = SearchValues.Create("\\\u2044\u2215\u29F8\uFF0F\uFF3C\u29F5\uFE68");

    /// <summary>The key of a path or of a pattern, whose wildcards it leaves.</summary>
    public static string Of(string path)
    {
        StringBuilder plain = new(path.Length);
        // Visible first: an invisible character keeps a letter and its accent from composing.
        foreach (char c in Visible(Composed(Visible(path))))
        {
            plain.Append(Separators.Contains(c) ? '/' : c);
        }

        IEnumerable<string> parts = plain.ToString().ToLowerInvariant().Split('/').Select(Trimmed);
        return string.Join('/', parts.Where((part, index) => part.Length > 0 || index == 0));
    }

    /// <summary>Why no file may have such a name; null: it may.</summary>
    public static string? WhyOdd(string path)
    {
        if (path.Any(c => char.IsControl(c) || c == '\uFFFD'))
        {
            return "its name has control characters or is no UTF-8";
        }

        if (path.AsSpan().IndexOfAny(Separators) >= 0)
        {
            return "its name has a character that looks like, or on some systems is, a path separator";
        }

        if (path.Any(IsInvisible))
        {
            return "its name has invisible characters";
        }

        string[] parts = path.Split('/');
        if (parts.Any(part => part.Length > 0 && part[^1] is '.' or ' '))
        {
            return "a part of its path ends in a dot or a space, which some systems drop";
        }

        return parts.Any(part => Of(part) is ".git" or "git~1") ? "some systems take a part of its path for .git" : null;
    }

    private static string Visible(string path) => path.Any(IsInvisible) ? string.Concat(path.Where(c => !IsInvisible(c))) : path;

    private static string Composed(string path)
    {
        try
        {
            return path.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair: no file system composes it.
            return path;
        }
    }

    private static string Trimmed(string part)
    {
        int stream = part.IndexOf(':', StringComparison.Ordinal);
        return (stream > 0 ? part[..stream] : part).TrimEnd('.', ' ');
    }

    private static bool IsInvisible(char c) => c is '\u00AD' or '\u034F' or '\u115F' or '\u1160' or '\u180E' or '\u3164' || (c >= '\uFE00' && c <= '\uFE0F')
        || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;
}
