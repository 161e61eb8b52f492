using System.Globalization;

namespace Coder.Workspaces.Integration;

/// <summary>What <c>git merge-tree --write-tree --name-only -z</c> says: the tree, the files in conflict, an empty field, then messages. Pure.</summary>
internal sealed record MergeAnswer(string Tree, IReadOnlyList<string> Conflicts, IReadOnlyList<string> Unmergeable)
{
    private const string Binary = "CONFLICT (binary)";

    internal static MergeAnswer Parse(IReadOnlyList<string> fields)
    {
        var conflicts = fields.Skip(1).TakeWhile(path => path.Length > 0).ToList();
        List<string> unmergeable = [];
        // Of each message: how many paths, the paths, its kind, its text.
        for (var at = conflicts.Count + 2; at < fields.Count && int.TryParse(fields[at], NumberStyles.None, CultureInfo.InvariantCulture, out var count); at += count + 3)
        {
            if (fields.ElementAtOrDefault(at + count + 1) == Binary) unmergeable.AddRange(fields.Skip(at + 1).Take(count));
        }

        return new MergeAnswer(fields[0], [.. conflicts.Distinct()], [.. unmergeable.Distinct()]);
    }
}
