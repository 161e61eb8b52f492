using System.Text.RegularExpressions;

namespace Coder.Workspaces.Detection;

/// <summary>.NET: a solution with everything below it, else each project on its own.</summary>
internal static partial class DotnetProjects
{
    public static readonly Ecosystem Ecosystem = new("dotnet", [IsSolution, IsProject], DescribeAsync);

    private static async Task<ProjectRoot?> DescribeAsync(ProjectFolder folder, CancellationToken cancellation)
    {
        var entry = folder.Names.Where(IsSolution).FirstOrDefault() ?? folder.Names.First(IsProject);
        var projects = IsSolution(entry) ? folder.Paths.Where(path => IsProject(path)) : [entry];
        var shared = folder.Paths.Where(path => Path.GetFileName(path) is "Directory.Build.props" or "Directory.Build.targets" or "Directory.Packages.props");
        var texts = await folder.ReadAllAsync(projects, cancellation);
        var settings = texts + await folder.ReadAllAsync(shared, cancellation);
        var target = ShellQuote.Word(entry);
        return new ProjectRoot
        {
            Ecosystem = "dotnet",
            Directory = folder.Directory,
            Restore = Dependency().IsMatch(settings) || folder.Paths.Any(path => path.EndsWith("packages.lock.json", StringComparison.Ordinal))
                ? Restore(folder, target)
                : null,
            Build = new ProjectCommand($"dotnet build {target}"),
            Test = TestFramework().IsMatch(settings) ? await TestAsync(folder, target, IsSolution(entry), cancellation) : null,
        };
    }

    private static RestoreCommand Restore(ProjectFolder folder, string target)
    {
        var locked = folder.Paths.Any(path => Path.GetFileName(path) == "packages.lock.json") ? " --locked-mode" : "";
        var tools = folder.Has(".config/dotnet-tools.json") ? " && dotnet tool restore" : "";
        return new RestoreCommand("dotnet", $"dotnet restore {target}{locked}{tools}");
    }

    private static async Task<ProjectCommand> TestAsync(ProjectFolder folder, string target, bool solution, CancellationToken cancellation)
    {
        // The newer runner has other options, and writes reports only with an extension that a project may lack.
        if ((await folder.ReadAsync("global.json", cancellation)).Contains("Microsoft.Testing.Platform", StringComparison.Ordinal))
        {
            return new ProjectCommand($"dotnet test {(solution ? "--solution" : "--project")} {target}");
        }

        return new ProjectCommand($"dotnet test {target}")
        {
            ReportingLine = $"dotnet test {target} --logger trx --results-directory \"$CODER_REPORTS\"",
        };
    }

    private static bool IsSolution(string name) => name.EndsWith(".sln", StringComparison.Ordinal) || name.EndsWith(".slnx", StringComparison.Ordinal);

    private static bool IsProject(string name) =>
        name.EndsWith(".csproj", StringComparison.Ordinal) || name.EndsWith(".fsproj", StringComparison.Ordinal) || name.EndsWith(".vbproj", StringComparison.Ordinal);

    [GeneratedRegex(@"<(PackageReference|PackageDownload|GlobalPackageReference)\b|<Project Sdk=""[^""]+/\d", RegexOptions.NonBacktracking)]
    private static partial Regex Dependency();

    [GeneratedRegex(@"Microsoft\.NET\.Test\.Sdk|<IsTestProject>\s*true|Include=""(xunit|NUnit|MSTest|TUnit)|Sdk=""MSTest", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex TestFramework();
}
