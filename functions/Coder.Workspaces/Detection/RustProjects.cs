using System.Text.RegularExpressions;

namespace Coder.Workspaces.Detection;

/// <summary>Rust: a workspace with its members, else each package on its own.</summary>
internal static partial class RustProjects
{
    public static readonly Ecosystem Ecosystem = new("rust", [name => name == "Cargo.toml"], DescribeAsync);

    private static async Task<ProjectRoot?> DescribeAsync(ProjectFolder folder, CancellationToken cancellation)
    {
        var manifest = await folder.ReadAsync("Cargo.toml", cancellation);
        var workspace = Workspace().IsMatch(manifest);
        if (!workspace && !Package().IsMatch(manifest)) return null;

        var all = workspace ? await folder.ReadAllAsync(folder.Paths.Where(path => Path.GetFileName(path) == "Cargo.toml"), cancellation) : manifest;
        var scope = workspace ? " --workspace" : "";
        var excluded = Excluded().Match(manifest) is { Success: true } list ? Quoted().Matches(list.Value).Select(match => match.Groups[1].Value.TrimEnd('/')).ToList() : [];
        return new ProjectRoot
        {
            Ecosystem = "rust",
            Directory = folder.Directory,
            Restore = Dependency().IsMatch(all) ? new RestoreCommand("cargo", folder.Has("Cargo.lock") ? "cargo fetch --locked" : "cargo fetch") : null,
            Build = new ProjectCommand("cargo build" + scope),
            // Without it the first failing test binary would hide those after it.
            Test = new ProjectCommand($"cargo test{scope} --no-fail-fast"),
            Lint = folder.Has("clippy.toml") || folder.Has(".clippy.toml") || ClippyLints().IsMatch(manifest) ? new ProjectCommand("cargo clippy --all-targets") : null,
            Format = folder.Has("rustfmt.toml") || folder.Has(".rustfmt.toml") ? new ProjectCommand("cargo fmt --check") : null,
            Holds = inner => workspace && !excluded.Any(path => inner == path || inner.StartsWith(path + "/", StringComparison.Ordinal)),
        };
    }

    [GeneratedRegex(@"^\s*\[workspace\b", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Workspace();

    [GeneratedRegex(@"^\s*\[package\]", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Package();

    [GeneratedRegex(@"^\s*\[(\S*\.)?(dev-|build-)?dependencies\b", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Dependency();

    [GeneratedRegex(@"^\s*\[(workspace\.)?lints\.clippy\]", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex ClippyLints();

    [GeneratedRegex(@"^\s*exclude\s*=\s*\[[^\]]*\]", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Excluded();

    [GeneratedRegex(@"""([^""]+)""", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}
