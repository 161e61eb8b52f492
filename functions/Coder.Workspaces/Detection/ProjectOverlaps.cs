namespace Coder.Workspaces.Detection;

/// <summary>What to make of projects of several ecosystems that lie in or around the same folder. Pure.</summary>
internal static class ProjectOverlaps
{
    private static readonly (string First, string Second)[] Rivals = [(MavenProjects.Name, GradleProjects.Name)];

    /// <param name="paths">All files looked at.</param>
    public static IReadOnlyList<ProjectRoot> Resolve(IReadOnlyList<ProjectRoot> roots, IReadOnlyCollection<string> paths)
    {
        var kept = roots.Where(root => root.Ecosystem != MakeProjects.Name || SaysMore(root, roots));
        return [.. kept.Select(root => RivalOf(root, roots) is { } rival ? Choose(root, rival, paths) : root).OfType<ProjectRoot>()];
    }

    /// <summary>
    /// A makefile usually calls what is found beside or below it, so it would run that twice. Inside another project it is taken for a part of
    /// its own only if it has tests.
    /// </summary>
    private static bool SaysMore(ProjectRoot make, IReadOnlyList<ProjectRoot> roots)
    {
        var others = roots.Where(root => root.Ecosystem != MakeProjects.Name).ToList();
        if (others.Any(other => ProjectDetection.IsWithin(other.Directory, make.Directory))) return false;
        return make.Test is not null || !others.Any(other => ProjectDetection.IsWithin(make.Directory, other.Directory));
    }

    private static ProjectRoot? RivalOf(ProjectRoot root, IReadOnlyList<ProjectRoot> roots) => roots.FirstOrDefault(other =>
        other.Directory == root.Directory && (Rivals.Contains((root.Ecosystem, other.Ecosystem)) || Rivals.Contains((other.Ecosystem, root.Ecosystem))));

    /// <summary>Two tools that build the same sources: the one with a wrapper in the repository is meant; else nobody can know.</summary>
    private static ProjectRoot? Choose(ProjectRoot root, ProjectRoot rival, IReadOnlyCollection<string> paths)
    {
        var (own, others) = (HasWrapper(root, paths), HasWrapper(rival, paths));
        if (own != others) return own ? root : null;
        // Said once, by the first.
        if (Rivals.Any(pair => pair.Second == root.Ecosystem)) return null;
        var folder = root.Directory.Length == 0 ? "the repository's root" : root.Directory;
        return new ProjectRoot
        {
            Ecosystem = root.Ecosystem,
            Directory = root.Directory,
            Problem = $"{root.Ecosystem} and {rival.Ecosystem} both describe {folder}. Say which one counts in .coder/config.yml "
                + $"(projects: [{{path: \"{root.Directory}\", ecosystem: {root.Ecosystem}}}]), or name the commands with BUILD_CMD and TEST_CMD.",
        };
    }

    private static bool HasWrapper(ProjectRoot root, IReadOnlyCollection<string> paths)
    {
        var wrapper = root.Ecosystem == MavenProjects.Name ? "mvnw" : "gradlew";
        return paths.Contains(root.Directory.Length == 0 ? wrapper : $"{root.Directory}/{wrapper}");
    }
}
