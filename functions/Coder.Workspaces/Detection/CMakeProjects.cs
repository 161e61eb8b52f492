using System.Text.RegularExpressions;

namespace Coder.Workspaces.Detection;

/// <summary>CMake: the outermost list file that declares a project, with all it includes.</summary>
internal static partial class CMakeProjects
{
    /// <summary>Below the project, since every command has a fresh <c>/tmp</c>; no part of a change.</summary>
    public const string BuildFolder = ".coder-build";

    public static readonly Ecosystem Ecosystem = new("cmake", [name => name == "CMakeLists.txt"], DescribeAsync);

    private const string BuildLine = $"cmake -S . -B {BuildFolder} && cmake --build {BuildFolder}";

    private static async Task<ProjectRoot?> DescribeAsync(ProjectFolder folder, CancellationToken cancellation)
    {
        if (!Project().IsMatch(await folder.ReadAsync("CMakeLists.txt", cancellation))) return null;

        var lists = await folder.ReadAllAsync(folder.Paths.Where(path => path.EndsWith("CMakeLists.txt", StringComparison.Ordinal) || path.EndsWith(".cmake", StringComparison.Ordinal)), cancellation);
        return new ProjectRoot
        {
            Ecosystem = "cmake",
            Directory = folder.Directory,
            Build = new ProjectCommand(BuildLine),
            Test = Testing().IsMatch(lists)
                ? new ProjectCommand($"{BuildLine} && ctest --test-dir {BuildFolder} --output-on-failure")
                {
                    ReportingLine = $"{BuildLine} && ctest --test-dir {BuildFolder} --output-on-failure --output-junit \"$CODER_REPORTS/ctest.xml\"",
                }
                : null,
        };
    }

    [GeneratedRegex(@"^\s*project\s*\(", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Project();

    [GeneratedRegex(@"^\s*(enable_testing|add_test|\w+_discover_tests)\s*\(|^\s*include\s*\(\s*CTest\s*\)", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Testing();
}
