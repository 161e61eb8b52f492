using System.Text.Json;
using System.Text.RegularExpressions;

namespace Coder.Workspaces.Detection;

/// <summary>Node: a package.json; the lock file decides the package manager.</summary>
internal static partial class NodeProjects
{
    public static readonly Ecosystem Ecosystem = new("node", [name => name == "package.json"], DescribeAsync);

    private static async Task<ProjectRoot?> DescribeAsync(ProjectFolder folder, CancellationToken cancellation)
    {
        if (!TryParse(await folder.ReadAsync("package.json", cancellation), out var package)) return null;

        var manager = NodePackageManager.Of(folder, Text(package, "packageManager"));
        var test = Test(folder, package, manager);
        // What only gathers packages neither installs nor tests those that it does not name.
        var gathers = test is null && !package.TryGetProperty("workspaces", out _) && !folder.Has("pnpm-workspace.yaml");
        var root = new ProjectRoot
        {
            Ecosystem = "node",
            Directory = folder.Directory,
            Restore = HasDependencies(package) ? manager.Restore : null,
            Build = Script(package, "build") is null ? null : new ProjectCommand($"{manager.Name} run build"),
            Test = test,
            Lint = Script(package, "lint") is null ? null : new ProjectCommand($"{manager.Name} run lint"),
            Format = Script(package, "format:check") is null ? null : new ProjectCommand($"{manager.Name} run format:check"),
            Holds = _ => !gathers,
        };
        return root is { Restore: null, Build: null, Test: null, Lint: null, Format: null } ? null : root;
    }

    private static ProjectCommand? Test(ProjectFolder folder, JsonElement package, NodePackageManager manager)
    {
        if (Script(package, "test") is not { } script || script.Contains("no test specified", StringComparison.Ordinal))
        {
            return folder.Paths.Any(path => TestFile().IsMatch(path)) ? new ProjectCommand("node --test") { ReportingLine = WithNodeReport("node --test") } : null;
        }

        var line = $"{manager.Name} test";
        return new ProjectCommand(line)
        {
            ReportingLine = NodeRunner().IsMatch(script) ? WithNodeReport(line)
                : script.Contains("vitest", StringComparison.Ordinal) ? $"{line} {manager.Separator}--reporter=default --reporter=junit --outputFile.junit=\"$CODER_REPORTS/vitest.xml\""
                : null,
        };
    }

    /// <summary>The readable report stays on the console; a second one goes to a file.</summary>
    private static string WithNodeReport(string line) =>
        "NODE_OPTIONS=\"$NODE_OPTIONS --test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap --test-reporter-destination=$CODER_REPORTS/node.tap\" " + line;

    private static bool HasDependencies(JsonElement package) =>
        new[] { "dependencies", "devDependencies", "optionalDependencies", "workspaces" }.Any(name =>
            package.TryGetProperty(name, out var value) && value.ValueKind switch
            {
                JsonValueKind.Object => value.EnumerateObject().Any(),
                JsonValueKind.Array => value.GetArrayLength() > 0,
                _ => false,
            });

    private static string? Script(JsonElement package, string name) =>
        package.TryGetProperty("scripts", out var scripts) && scripts.ValueKind == JsonValueKind.Object ? Text(scripts, name) : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool TryParse(string text, out JsonElement package)
    {
        try
        {
            package = JsonSerializer.Deserialize<JsonElement>(text);
            return package.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            package = default;
            return false;
        }
    }

    [GeneratedRegex(@"\bnode\b[^&|;]*\s--test\b", RegexOptions.NonBacktracking)]
    private static partial Regex NodeRunner();

    // What `node --test` looks for by itself.
    [GeneratedRegex(@"(^|/)(test/.*|test|test-[^/]*|[^/]*[._-]test)\.[cm]?js$", RegexOptions.NonBacktracking)]
    private static partial Regex TestFile();
}
