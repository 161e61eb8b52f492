using System.Globalization;
using System.Text.RegularExpressions;

namespace Coder.Workspaces.Gates;

/// <summary>The places that a test's failure names, as far as runners do. Pure.</summary>
public static partial class FailurePlaces
{
    private const string Inside = "/workspace/";
    private const int PlacesMax = 20;
    private const int SuffixesMax = 12;

    /// <summary>Paths that may be the workspace's, with lines from 1, in the order in which the failure names them; of a path from elsewhere its ends too, the longest first.</summary>
    public static IReadOnlyList<(string Path, int Line)> Of(TestFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return
        [
            .. Place().Matches($"{failure.Whereabouts}\n{failure.Message}").Take(PlacesMax)
                .Select(match => (Path: match.Groups["path"].Value, Line: match.Groups["line"].Value))
                .Where(place => int.TryParse(place.Line, NumberStyles.None, CultureInfo.InvariantCulture, out int line) && line > 0)
                .SelectMany(place => PathsOf(place.Path).Select(path => (path, int.Parse(place.Line, CultureInfo.InvariantCulture))))
                .Distinct(),
        ];
    }

    private static IEnumerable<string> PathsOf(string path)
    {
        if (path.StartsWith(Inside, StringComparison.Ordinal)) return [path[Inside.Length..]];
        if (!path.StartsWith('/')) return [path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path];
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        // A name alone may be any file's.
        return Enumerable.Range(0, Math.Max(0, parts.Length - 1)).TakeLast(SuffixesMax).Select(from => string.Join('/', parts[from..]));
    }

    // .NET: `in /a/b.cs:line 3`; others: `a/b.py:3`, `(file:///a/b.js:3:1)`.
    [GeneratedRegex(@"(file://)?(?<path>[A-Za-z0-9_@./+\-]+\.[A-Za-z0-9]{1,8}):(line )?(?<line>[0-9]{1,9})\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
