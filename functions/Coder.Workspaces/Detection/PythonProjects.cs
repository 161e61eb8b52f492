using System.Text.RegularExpressions;

namespace Coder.Workspaces.Detection;

/// <summary>Python: a pyproject, setup or requirements file, else a folder with tests.</summary>
internal static partial class PythonProjects
{
    public static readonly Ecosystem Ecosystem = new("python", [IsManifest, name => TestFile().IsMatch(name)], DescribeAsync);

    private static readonly string[] RequirementFiles =
        ["requirements.txt", "requirements-dev.txt", "requirements_dev.txt", "dev-requirements.txt", "requirements-test.txt", "test-requirements.txt"];

    private static readonly string[] TestExtras = ["test", "tests", "testing", "dev"];

    private static async Task<ProjectRoot?> DescribeAsync(ProjectFolder folder, CancellationToken cancellation)
    {
        var settings = await folder.ReadAllAsync(["pyproject.toml", "setup.cfg", "setup.py", "tox.ini", .. RequirementFiles.Where(folder.Has)], cancellation);
        var tests = folder.Paths.Where(path => TestFile().IsMatch(Path.GetFileName(path))).ToList();
        var pytest = folder.Has("pytest.ini") || folder.Paths.Any(path => Path.GetFileName(path) == "conftest.py") || PytestNamed().IsMatch(settings)
            || PytestImported().IsMatch(await folder.ReadAllAsync(tests.Take(50), cancellation));
        var linters = Linters(folder, settings);
        return new ProjectRoot
        {
            Ecosystem = "python",
            Directory = folder.Directory,
            Restore = Restore(folder, settings, [.. pytest ? ["pytest"] : (string[])[], .. linters.Select(linter => linter.Package)]),
            Test = pytest
                ? new ProjectCommand("python3 -m pytest") { ReportingLine = "python3 -m pytest --junitxml=\"$CODER_REPORTS/pytest.xml\"" }
                : tests.Count > 0 ? new ProjectCommand(Unittest(tests)) : null,
            Lint = linters.Count == 0 ? null : new ProjectCommand(string.Join(" && ", linters.Select(linter => linter.Line))),
        };
    }

    /// <summary>unittest finds tests by itself only below folders that are packages, so a plain tests folder is named.</summary>
    private static string Unittest(List<string> tests)
    {
        var folder = tests[0].Contains('/') && tests.All(path => path.StartsWith(tests[0].Split('/')[0] + "/", StringComparison.Ordinal)) ? tests[0].Split('/')[0] : null;
        var pattern = tests.Any(path => Path.GetFileName(path).StartsWith("test", StringComparison.Ordinal)) ? "" : " -p '*_test.py'";
        return folder is null ? $"python3 -m unittest discover -v{pattern}" : $"python3 -m unittest discover -v -s {ShellQuote.Word(folder)} -t .{pattern}";
    }

    private static RestoreCommand? Restore(ProjectFolder folder, string settings, IReadOnlyList<string> tools)
    {
        var package = BuildSystem().IsMatch(settings) || folder.Has("setup.py");
        var extras = TestExtras.Where(extra => Regex.IsMatch(settings, $@"(?s)\[project\.optional-dependencies\].*?^{extra}\s*=", RegexOptions.Multiline | RegexOptions.NonBacktracking)).ToList();
        string[] wanted =
        [
            .. RequirementFiles.Where(folder.Has).Select(file => "-r " + file),
            .. package ? [extras.Count == 0 ? "-e ." : $"-e '.[{string.Join(',', extras)}]'"] : (string[])[],
            .. tools,
        ];
        return wanted.Length == 0
            ? null
            : new RestoreCommand("pip", $"python3 -m venv /cache/python && /cache/python/bin/python3 -m pip install {string.Join(' ', wanted)}");
    }

    private static List<(string Package, string Line)> Linters(ProjectFolder folder, string settings)
    {
        var linters = new List<(string, string)>();
        if (folder.Has("ruff.toml") || folder.Has(".ruff.toml") || settings.Contains("[tool.ruff", StringComparison.Ordinal)) linters.Add(("ruff", "ruff check ."));
        var mypy = settings.Contains("[tool.mypy", StringComparison.Ordinal) || settings.Contains("[mypy]", StringComparison.Ordinal);
        if (mypy || folder.Has("mypy.ini")) linters.Add(("mypy", "mypy ."));
        return linters;
    }

    private static bool IsManifest(string name) => name is "pyproject.toml" or "setup.py" or "setup.cfg" or "pytest.ini" || RequirementFiles.Contains(name);

    [GeneratedRegex(@"^(test_.*|.*_test)\.py$", RegexOptions.NonBacktracking)]
    private static partial Regex TestFile();

    [GeneratedRegex(@"\bpytest\b", RegexOptions.NonBacktracking)]
    private static partial Regex PytestNamed();

    [GeneratedRegex(@"^\s*(import|from)\s+pytest\b", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex PytestImported();

    [GeneratedRegex(@"^\s*\[build-system\]|^\s*\[project\]", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex BuildSystem();
}
