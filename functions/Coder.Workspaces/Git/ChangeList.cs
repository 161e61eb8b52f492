using System.Globalization;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Git;

/// <summary>Reads <c>diff-tree -z --raw --numstat</c>.</summary>
internal static class ChangeList
{
    public static IReadOnlyList<ChangedFile> Parse(IReadOnlyList<string> fields)
    {
        var changes = new List<(string Status, string? OldPath, string Path)>();
        var at = 0;
        while (at < fields.Count && fields[at].StartsWith(':'))
        {
            var status = fields[at][(fields[at].LastIndexOf(' ') + 1)..][..1];
            var moved = status is "R" or "C";
            changes.Add((status, moved ? fields[at + 1] : null, fields[at + (moved ? 2 : 1)]));
            at += moved ? 3 : 2;
        }

        var lines = new Dictionary<string, (int Added, int Removed)>();
        while (at < fields.Count)
        {
            var parts = fields[at].Split('\t', 3);
            // A rename has an empty third part; its two paths follow.
            var moved = parts[2].Length == 0;
            lines[moved ? fields[at + 2] : parts[2]] = (Number(parts[0]), Number(parts[1]));
            at += moved ? 3 : 1;
        }

        return
        [
            .. changes.Select(change =>
            {
                var (added, removed) = lines.GetValueOrDefault(change.Path);
                return new ChangedFile(change.Status, change.Path, added, removed, change.OldPath);
            }),
        ];
    }

    private static int Number(string text) => text == "-" ? -1 : int.Parse(text, CultureInfo.InvariantCulture);
}
