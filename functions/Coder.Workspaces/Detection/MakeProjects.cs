using System.Text.RegularExpressions;

namespace Coder.Workspaces.Detection;

/// <summary>Make: by the names that targets usually have. It counts only where nothing says more of the project: see <see cref="ProjectOverlaps"/>.</summary>
internal static partial class MakeProjects
{
    public const string Name = "make";

    public static readonly Ecosystem Ecosystem = new(Name, [name => Files.Contains(name)], DescribeAsync);

    // In the order in which GNU make looks for them.
    private static readonly string[] Files = ["GNUmakefile", "makefile", "Makefile"];

    private static async Task<ProjectRoot?> DescribeAsync(ProjectFolder folder, CancellationToken cancellation)
    {
        var targets = Target().Matches(await folder.ReadAsync(Files.First(folder.Has), cancellation)).SelectMany(match => match.Groups[1].Value.Split(' ')).ToHashSet();
        var root = new ProjectRoot
        {
            Ecosystem = Name,
            Directory = folder.Directory,
            Build = First("build", "all"),
            Test = First("test", "check", "tests"),
            Lint = First("lint"),
            Format = First("format-check", "fmt-check"),
        };
        return root is { Build: null, Test: null, Lint: null, Format: null } ? null : root;

        ProjectCommand? First(params string[] names) => names.FirstOrDefault(targets.Contains) is { } name ? new ProjectCommand($"make {name}") : null;
    }

    [GeneratedRegex(@"^([A-Za-z0-9_.-]+(?: [A-Za-z0-9_.-]+)*) *::?(?:[^=:]|$)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Target();
}
