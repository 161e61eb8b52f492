using System.Text.RegularExpressions;

namespace Coder.Workspaces.Detection;

/// <summary>Go: every module is tested on its own, since <c>./...</c> ends where another module begins.</summary>
internal static partial class GoProjects
{
    public static readonly Ecosystem Ecosystem = new("go", [name => name == "go.mod"], DescribeAsync);

    /// <summary>The report goes to a file; what the tests print goes on to the console, unpacked from it.</summary>
    private const string Reporting = """
        go test -json -count=1 ./... | tee "$CODER_REPORTS/go-test.json" | while IFS= read -r line; do
          if [[ $line == '{'* ]]; then [[ $line =~ \"Output\":\"(([^\"\\]|\\.)*)\" ]] && printf '%b' "${BASH_REMATCH[1]}"; else printf '%s\n' "$line"; fi
        done; exit "${PIPESTATUS[0]}"
        """;

    private static async Task<ProjectRoot?> DescribeAsync(ProjectFolder folder, CancellationToken cancellation)
    {
        var module = await folder.ReadAsync("go.mod", cancellation);
        return new ProjectRoot
        {
            Ecosystem = "go",
            Directory = folder.Directory,
            // A vendor folder holds all that is needed, and go looks nowhere else.
            Restore = Requirement().IsMatch(module) ? new RestoreCommand("go", "[ -d vendor ] || go mod download") : null,
            Build = new ProjectCommand("go build ./..."),
            Test = folder.Paths.Any(path => path.EndsWith("_test.go", StringComparison.Ordinal)) ? new ProjectCommand("go test ./...") { ReportingLine = Reporting } : null,
            Lint = folder.Names.Any(name => name.StartsWith(".golangci.", StringComparison.Ordinal)) ? new ProjectCommand("golangci-lint run") : null,
            Holds = _ => false,
        };
    }

    [GeneratedRegex(@"^\s*require\b", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Requirement();
}
