namespace Coder.Workspaces.Policy;

/// <summary>
/// Which paths a change may touch. Blocked wins over everything, protected over allowed. What is forbidden is matched as the most lenient file
/// system would, what is allowed as it is written.
/// </summary>
public sealed class PathPolicy
{
    private const string Exception = "!";

    private readonly IReadOnlyList<PathPattern>? _allowed;
    private readonly IReadOnlyList<PathPattern> _blocked;
    private readonly IReadOnlyList<PathPattern> _protected;
    private readonly IReadOnlyList<PathPattern> _unprotected;

    /// <param name="allowed">Null: every path.</param>
    /// <param name="protectedPaths">Added to <see cref="ProtectedByDefault"/>; one with a leading <c>!</c> makes an exception.</param>
    /// <exception cref="ArgumentException">A pattern is no glob.</exception>
    public PathPolicy(IEnumerable<string>? allowed, IEnumerable<string> blocked, IEnumerable<string> protectedPaths)
    {
        string[] named = [.. protectedPaths];
        _allowed = allowed?.Select(p => new PathPattern(p)).ToArray();
        _blocked = [.. blocked.Select(p => new PathPattern(p))];
        _protected = [.. DefaultPatterns.Value, .. named.Where(p => !p.StartsWith(Exception, StringComparison.Ordinal)).Select(p => new PathPattern(p))];
        _unprotected = [.. named.Where(p => p.StartsWith(Exception, StringComparison.Ordinal)).Select(p => new PathPattern(p[1..]))];
    }

    /// <summary>The settings of the platform itself: an agent that could change them would be its own judge. Nothing lifts this.</summary>
    public const string Always = "/.coder";

    /// <summary>What runs with the repository's rights once it is merged: the definitions of the known CI services.</summary>
    public static IReadOnlyList<string> ProtectedByDefault { get; } =
    [
        "/.github/workflows", "/.github/actions", "/.gitea/workflows", "/.forgejo/workflows", "/.gitlab-ci.yml", "/.gitlab/ci", "/.circleci", "/.travis.yml",
        "/azure-pipelines*.{yml,yaml}", "/.azure-pipelines", "/.azuredevops", "/.pipelines", "/bitbucket-pipelines.yml", "/.drone.{yml,yaml,star}",
        "/.woodpecker.{yml,yaml}", "/.woodpecker", "/.buildkite", "/.semaphore", "/.cirrus.{yml,star}", "/{,.}appveyor.yml", "/.teamcity", "/.tekton",
        "/cloudbuild.{yml,yaml,json}", "/buildspec.{yml,yaml}", "/codemagic.yaml", "/.harness", "Jenkinsfile", "Jenkinsfile.*",
    ];

    // Compiled once a process: linear matching is paid for when a pattern is made, and these are the same for every run.
    private static readonly Lazy<PathPattern[]> DefaultPatterns = new(() => [.. ProtectedByDefault.Select(p => new PathPattern(p))]);
    private static readonly Lazy<PathPattern[]> AlwaysPatterns = new(() => [new(Always)]);

    /// <summary>The rule that a change of the path breaks, and why; null: the path may change.</summary>
    public (string Rule, string Reason)? Judge(string path)
    {
        if (First(_blocked, path) is { } blocked)
        {
            return (PolicyRules.BlockedPath, $"blocked_paths of {RepositoryConfig.FilePath} has `{blocked.Text}`");
        }

        if (First(AlwaysPatterns.Value, path) is not null)
        {
            return (PolicyRules.ProtectedPath, "no run may change the platform's own settings");
        }

        if (First(_protected, path) is { } guarded && !_unprotected.Any(p => p.Fits(path)))
        {
            return (PolicyRules.ProtectedPath, $"`{guarded.Text}` is protected");
        }

        return _allowed is null || _allowed.Any(p => p.Fits(path))
            ? null
            : (PolicyRules.OutsideAllowedPaths, $"allowed_paths of {RepositoryConfig.FilePath} does not have it");
    }

    private static PathPattern? First(IReadOnlyList<PathPattern> patterns, string path) => patterns.FirstOrDefault(p => p.FitsFolded(path));
}
