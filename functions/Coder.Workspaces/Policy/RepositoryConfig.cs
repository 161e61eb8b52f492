namespace Coder.Workspaces.Policy;

/// <summary>The settings that a repository has for its runs: <see cref="FilePath"/> of the base commit, never of the change.</summary>
public sealed record RepositoryConfig
{
    public const string FilePath = ".coder/config.yml";

    /// <summary>For a repository without the file.</summary>
    public static RepositoryConfig Default { get; } = new();

    /// <summary>The label of issues that start a run; null: <c>coder</c>.</summary>
    public string? Label { get; init; }

    /// <summary>The agent of runs whose request names none.</summary>
    public string? Agent { get; init; }

    /// <summary><c>merge</c>, <c>squash</c>, <c>rebase</c>.</summary>
    public string? MergeMethod { get; init; }

    /// <summary><c>never</c>, <c>gates_pass</c>, <c>approved</c>.</summary>
    public string? MergeWhen { get; init; }

    public IReadOnlyList<string> RequiredChecks { get; init; } = [];

    /// <summary>Null: every path.</summary>
    public IReadOnlyList<string>? AllowedPaths { get; init; }

    public IReadOnlyList<string> BlockedPaths { get; init; } = [];

    public IReadOnlyList<string> ProtectedPaths { get; init; } = [];

    public bool? AcceptBaselineFailures { get; init; }

    /// <summary>Credits of runs whose request names no budget.</summary>
    public decimal? Budget { get; init; }

    /// <summary><c>none</c> or <c>allowlist</c>.</summary>
    public string? NetworkMode { get; init; }

    /// <summary>Host names.</summary>
    public IReadOnlyList<string> NetworkAllow { get; init; } = [];

    public PatchLimits PatchLimits { get; init; } = new();

    /// <summary>Fingerprints of texts that look like secrets and are none.</summary>
    public IReadOnlyList<string> AllowedSecrets { get; init; } = [];
}
