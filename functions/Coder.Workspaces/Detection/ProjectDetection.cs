namespace Coder.Workspaces.Detection;

/// <summary>Finds the projects of a repository and how to restore, build, test and lint each.</summary>
public static class ProjectDetection
{
    private const int DepthMax = 6;

    /// <summary>In the order in which a repository's projects are built and tested.</summary>
    private static readonly Ecosystem[] Table =
    [
        DotnetProjects.Ecosystem, NodeProjects.Ecosystem, PythonProjects.Ecosystem, GoProjects.Ecosystem, RustProjects.Ecosystem,
        MavenProjects.Ecosystem, GradleProjects.Ecosystem, CMakeProjects.Ecosystem, MakeProjects.Ecosystem,
    ];

    private static readonly string[] Skipped =
    [
        "node_modules", "bin", "obj", ".venv", "venv", "vendor", "third_party", "site-packages", "__pycache__", "dist", "target", "TestResults",
        ".gradle", CMakeProjects.BuildFolder,
    ];

    /// <summary>Names that <see cref="ProjectRoot.Ecosystem"/> can have, in the table's order.</summary>
    internal static IEnumerable<string> Names => Table.Select(ecosystem => ecosystem.Name);

    /// <summary>
    /// The projects at or below a folder, by ecosystem and path; when there is none, those of the nearest folder above it that has one.
    /// A project inside another one of its ecosystem belongs to that, unless that one leaves it out.
    /// </summary>
    /// <param name="projectDirectory">Relative; empty for the repository's root.</param>
    public static async Task<IReadOnlyList<ProjectRoot>> FindAsync(IProjectFiles files, string projectDirectory, CancellationToken cancellation)
    {
        var paths = (await files.PathsAsync(cancellation)).Where(IsLookedAt).Order(StringComparer.Ordinal).ToList();
        for (var directory = projectDirectory; ; directory = Parent(directory))
        {
            var roots = await BelowAsync(files, paths, directory, cancellation);
            if (roots.Count > 0 || directory.Length == 0) return ProjectOverlaps.Resolve(roots, paths);
        }
    }

    private static async Task<List<ProjectRoot>> BelowAsync(IProjectFiles files, List<string> paths, string directory, CancellationToken cancellation)
    {
        var below = Below(paths, directory);
        var roots = new List<ProjectRoot>();
        foreach (var ecosystem in Table)
        {
            var taken = new List<ProjectRoot>();
            foreach (var folder in ecosystem.Markers.SelectMany(marker => FoldersWith(below, marker)))
            {
                var full = Join(directory, folder);
                if (taken.Any(root => full == root.Directory || (IsWithin(full, root.Directory) && root.Holds(Relative(full, root.Directory))))) continue;
                if (await ecosystem.DescribeAsync(new ProjectFolder(full, Below(paths, full), files), cancellation) is not { } found) continue;
                taken.Add(found);
            }

            roots.AddRange(taken);
        }

        return roots;
    }

    /// <summary>Outer folders first, so that what lies inside one of them is not taken for another project.</summary>
    private static IEnumerable<string> FoldersWith(IEnumerable<string> paths, Func<string, bool> isMarker) => paths
        .Where(path => isMarker(path[(path.LastIndexOf('/') + 1)..]))
        .Select(Parent)
        .Distinct()
        .OrderBy(folder => folder.Length == 0 ? 0 : 1 + folder.Count(character => character == '/'))
        .ThenBy(folder => folder, StringComparer.Ordinal);

    private static bool IsLookedAt(string path)
    {
        var folders = path.Split('/')[..^1];
        return folders.Length <= DepthMax && !folders.Any(folder => Skipped.Contains(folder));
    }

    private static IReadOnlyList<string> Below(IReadOnlyList<string> paths, string directory) => directory.Length == 0
        ? paths
        : [.. paths.Where(path => path.StartsWith(directory + "/", StringComparison.Ordinal)).Select(path => path[(directory.Length + 1)..])];

    /// <summary>Is a path the folder itself or below it?</summary>
    internal static bool IsWithin(string path, string folder) => folder.Length == 0 || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static string Relative(string path, string folder) => folder.Length == 0 ? path : path[(folder.Length + 1)..];

    private static string Parent(string path) => path.LastIndexOf('/') is var slash && slash < 0 ? "" : path[..slash];

    private static string Join(string folder, string path) => folder.Length == 0 ? path : path.Length == 0 ? folder : $"{folder}/{path}";
}
