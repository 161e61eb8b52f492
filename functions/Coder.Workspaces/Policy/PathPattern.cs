using System.Text;
using System.Text.RegularExpressions;
using Coder.Workspaces.Files;

namespace Coder.Workspaces.Policy;

/// <summary>
/// A prefix or glob of the policy. It fits a path when it matches the path or a folder above it; one without a slash fits at any depth, a leading
/// slash ties it to the root.
/// </summary>
public sealed class PathPattern
{
    private readonly Regex _exact;
    private readonly Regex _folded;

    /// <exception cref="ArgumentException">No glob: see <see cref="FileGlob.Compile"/>.</exception>
    public PathPattern(string text)
    {
        Text = text;
        _exact = Compile(text.Normalize(NormalizationForm.FormC));
        _folded = Compile(PathKey.Of(text));
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>True for the path as it is written.</summary>
    public bool Fits(string path) => Fits(_exact, path.Normalize(NormalizationForm.FormC));

    /// <summary>True for every path that some file system takes for one that fits.</summary>
    public bool FitsFolded(string path) => Fits(_folded, PathKey.Of(path));

    private static Regex Compile(string text)
    {
        string trimmed = text.StartsWith("./", StringComparison.Ordinal) ? text[2..] : text;
        trimmed = trimmed.TrimEnd('/');
        return trimmed.Length == 0
            ? throw new ArgumentException("A pattern is empty.")
            : FileGlob.Compile(trimmed.Contains('/') && trimmed[0] != '/' ? "/" + trimmed : trimmed);
    }

    private static bool Fits(Regex pattern, string path)
    {
        string rooted = "/" + path.TrimStart('/');
        for (int end = rooted.Length; end > 0; end = rooted.LastIndexOf('/', end - 1))
        {
            if (pattern.IsMatch(rooted.AsSpan(0, end)))
            {
                return true;
            }
        }

        return false;
    }
}
