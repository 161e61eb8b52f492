using System.Text.RegularExpressions;

namespace Coder.Workspaces.Detection;

/// <summary>Maven: a project with the modules it names.</summary>
internal static partial class MavenProjects
{
    public const string Name = "maven";

    public static readonly Ecosystem Ecosystem = new(Name, [name => name == "pom.xml"], DescribeAsync);

    /// <summary>
    /// Surefire fetches what runs the tests only when it is about to run some, so it is let do that, with a Java that runs nothing: no code of
    /// the tests is executed while there is a network.
    /// </summary>
    private const string NoTests = "mkdir -p /tmp/no-tests/bin && ln -sf /bin/true /tmp/no-tests/bin/java";

    private static async Task<ProjectRoot?> DescribeAsync(ProjectFolder folder, CancellationToken cancellation)
    {
        var maven = folder.Has("mvnw") ? "sh mvnw" : "mvn";
        var modules = await ModulesAsync(folder, cancellation);
        return new ProjectRoot
        {
            Ecosystem = Name,
            Directory = folder.Directory,
            // Even a project without dependencies needs the plugins that build it.
            Restore = new RestoreCommand(Name, $"{NoTests} && {maven} -B -ntp -Djvm=/tmp/no-tests/bin/java -Dmaven.test.failure.ignore=true test"),
            Build = new ProjectCommand($"{maven} -B -ntp -o test-compile"),
            Test = new ProjectCommand($"{maven} -B -ntp -o -fae test"),
            Holds = modules.Contains,
        };
    }

    /// <summary>Folders of the modules, of their modules and so on.</summary>
    private static async Task<HashSet<string>> ModulesAsync(ProjectFolder folder, CancellationToken cancellation)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var open = new Queue<string>([""]); open.TryDequeue(out var parent);)
        {
            var project = await folder.ReadAsync(parent.Length == 0 ? "pom.xml" : parent + "/pom.xml", cancellation);
            foreach (var module in Module().Matches(Comment().Replace(project, "")).Select(match => match.Groups[1].Value.Trim().TrimEnd('/')))
            {
                var path = parent.Length == 0 ? module : $"{parent}/{module}";
                if (folder.Has(path + "/pom.xml") && found.Add(path)) open.Enqueue(path);
            }
        }

        return found;
    }

    [GeneratedRegex(@"<module>([^<]+)</module>", RegexOptions.NonBacktracking)]
    private static partial Regex Module();

    [GeneratedRegex(@"<!--[\s\S]*?-->", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();
}
