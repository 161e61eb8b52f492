namespace Coder.Workspaces.Detection;

/// <summary>
/// The part of <c>.coder/config.yml</c> that says which projects a repository has and which of them a gate runs. It is read as the base commit has
/// it: a change cannot choose what it is judged by.
/// </summary>
/// <param name="Projects">In file order; where several name a folder, the last one counts.</param>
/// <param name="ChangedOnly">True (<c>gates: {scope: changed}</c>): only projects with changed files are built and tested. Default false: all.</param>
public sealed record ProjectConfiguration(IReadOnlyList<ProjectEntry> Projects, bool ChangedOnly)
{
    public const string FileName = ".coder/config.yml";

    public static readonly ProjectConfiguration None = new([], false);

    /// <summary>The roots as configured: skipped ones left out, own commands in place, and a root for every named folder that has commands but no project.</summary>
    public IReadOnlyList<ProjectRoot> Apply(IReadOnlyList<ProjectRoot> found)
    {
        var roots = found.Where(root => !Projects.Any(entry => entry.Skip && ProjectDetection.IsWithin(root.Directory, entry.Path))).ToList();
        foreach (var entry in Projects.Where(entry => !entry.Skip).Reverse().DistinctBy(entry => entry.Path))
        {
            if (entry.Ecosystem is { } chosen) roots.RemoveAll(root => root.Directory == entry.Path && root.Ecosystem != chosen);
            if (entry.Commands.Count == 0) continue;
            var at = roots.FindIndex(root => root.Directory == entry.Path);
            var root = at >= 0 ? roots[at] : new ProjectRoot { Ecosystem = entry.Ecosystem ?? "configured", Directory = entry.Path };
            // Own commands stand for the folder: other ecosystems found there would add theirs.
            roots.RemoveAll(other => other.Directory == entry.Path);
            roots.Insert(at >= 0 ? at : roots.Count, With(root, entry.Commands));
        }

        return roots;
    }

    /// <summary>What a gate runs of these roots.</summary>
    /// <param name="changed">Paths that differ from the base commit. One that lies in no root may matter to any of them: then all are run.</param>
    public IReadOnlyList<ProjectRoot> Select(IReadOnlyList<ProjectRoot> roots, IReadOnlyCollection<string> changed)
    {
        if (!ChangedOnly || changed.Any(path => !roots.Any(root => ProjectDetection.IsWithin(path, root.Directory)))) return roots;
        var chosen = roots.Where(root => changed.Any(path => Innermost(path, roots) == root.Directory)).ToList();
        return chosen.Count == 0 ? roots : chosen;
    }

    private static string Innermost(string path, IReadOnlyList<ProjectRoot> roots) =>
        roots.Select(root => root.Directory).Where(folder => ProjectDetection.IsWithin(path, folder)).MaxBy(folder => folder.Length)!;

    private static ProjectRoot With(ProjectRoot root, IReadOnlyDictionary<string, string> commands)
    {
        return root with
        {
            Problem = null,
            Build = Command("build", root.Build),
            Test = Command("test", root.Test),
            Lint = Command("lint", root.Lint),
            Format = Command("format", root.Format),
        };

        ProjectCommand? Command(string name, ProjectCommand? found) =>
            !commands.TryGetValue(name, out var line) ? found : line.Length == 0 ? null : new ProjectCommand(line);
    }
}
