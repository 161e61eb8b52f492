using System.Text.RegularExpressions;

namespace Coder.Workspaces.Integration;

/// <summary>The lines that git writes around the two sides of a conflict. Pure.</summary>
public static partial class ConflictMarkers
{
    /// <summary>True when a text still holds one that <see cref="IBranchIntegration"/> made: they end with a commit's hash, so that examples of markers are none.</summary>
    public static bool AreIn(string text) => Marker().IsMatch(text);

    [GeneratedRegex("^(<{7}|>{7}) ([0-9a-f]{40}|[0-9a-f]{64})\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Marker();
}
