using System.Text;
using System.Text.RegularExpressions;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Files;

/// <summary>Searches the files of a workspace.</summary>
internal static class WorkspaceSearch
{
    private const int FileBytesMax = 4 << 20;
    private const int BinaryProbeBytes = 8 << 10;
    private const int LineCharactersMax = 500;
    private const int PatternSizeMax = 5000;

    private static readonly TimeSpan MatchTimeMax = TimeSpan.FromSeconds(5);

    /// <exception cref="WorkspacePathException">The pattern is no regular expression, or not one that can be matched without backtracking.</exception>
    public static Regex CompilePattern(string pattern, bool ignoreCase)
    {
        if (PatternSize.Of(pattern) > PatternSizeMax)
        {
            throw new WorkspacePathException(pattern[..Math.Min(pattern.Length, LineCharactersMax)], $"The pattern repeats more than {PatternSizeMax} characters in all; use + or *.");
        }

        try
        {
            var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
            return new Regex(pattern, options, MatchTimeMax);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new WorkspacePathException(pattern, $"The pattern cannot be used: {error.Message}");
        }
    }

    /// <exception cref="WorkspacePathException">The glob is malformed.</exception>
    public static Regex CompileGlob(string glob)
    {
        try
        {
            return FileGlob.Compile(glob);
        }
        catch (ArgumentException error)
        {
            throw new WorkspacePathException(glob, error.Message);
        }
    }

    public static WorkspaceListing Glob(WorkspaceFolder folder, IEnumerable<string> paths, Regex glob, int entriesMax)
    {
        var found = paths
            .Where(path => glob.IsMatch(path))
            .Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Bytes: folder.Length(path)))
            .Where(file => file.Bytes is not null)
            .Take(entriesMax + 1)
            .Select(file => new WorkspaceEntry(file.Path, IsDirectory: false, file.Bytes!.Value))
            .ToList();
        return new WorkspaceListing([.. found.Take(entriesMax)], found.Count > entriesMax);
    }

    public static IReadOnlyList<WorkspaceMatch> Grep(
        WorkspaceFolder folder, IEnumerable<string> paths, Regex pattern, int matchesMax, CancellationToken cancellation)
    {
        var matches = new List<WorkspaceMatch>();
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (folder.Length(path) is not (> 0 and <= FileBytesMax)) continue;
            var content = folder.Read(path, FileBytesMax).Content;
            if (content.Span[..Math.Min(content.Length, BinaryProbeBytes)].Contains((byte)0)) continue;
            if (!Search(path, Encoding.UTF8.GetString(content.Span), pattern, matches, matchesMax)) break;
        }

        return matches;
    }

    private static bool IsMatch(Regex pattern, ReadOnlySpan<char> line)
    {
        try
        {
            return pattern.IsMatch(line);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new WorkspacePathException(pattern.ToString(), $"The pattern takes longer than {MatchTimeMax.TotalSeconds:0} s on one line; use a simpler one.");
        }
    }

    /// <returns>False once there are enough matches.</returns>
    private static bool Search(string path, string text, Regex pattern, List<WorkspaceMatch> matches, int matchesMax)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (!IsMatch(pattern, line)) continue;
            if (matches.Count == matchesMax) return false;
            matches.Add(new WorkspaceMatch(path, number, line[..Math.Min(line.Length, LineCharactersMax)].ToString()));
        }

        return true;
    }
}
