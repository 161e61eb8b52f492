using Coder.Workspaces.Egress;

namespace Coder.Workspaces.Policy;

/// <summary>The settings that a repository has for its runs: <see cref="FilePath"/> of the base commit, never of the change.</summary>
public sealed record RepositoryConfig
{
    public const string FilePath = ".coder/config.yml";

    internal const string OfflineMode = "none";

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

    /// <summary>Whose pull requests are reviewed without being asked: <c>own</c> (those that runs open; the default), <c>never</c>.</summary>
    public string? ReviewWhen { get; init; }

    public IReadOnlyList<string> RequiredChecks { get; init; } = [];

    /// <summary>Null: every path.</summary>
    public IReadOnlyList<string>? AllowedPaths { get; init; }

    public IReadOnlyList<string> BlockedPaths { get; init; } = [];

    public IReadOnlyList<string> ProtectedPaths { get; init; } = [];

    public bool? AcceptBaselineFailures { get; init; }

    /// <summary>Credits of runs whose request names no budget.</summary>
    public decimal? Budget { get; init; }

    /// <summary><c>none</c> (restores reach no registry either) or <c>allowlist</c>; null: as the second.</summary>
    public string? NetworkMode { get; init; }

    /// <summary>Hosts that commands of the agent and of gates may reach: <c>host</c>, <c>host:port</c>, <c>*.domain</c>.</summary>
    public IReadOnlyList<string> NetworkAllow { get; init; } = [];

    public PatchLimits PatchLimits { get; init; } = new();

    /// <summary>Fingerprints of texts that look like secrets and are none.</summary>
    public IReadOnlyList<string> AllowedSecrets { get; init; } = [];

    /// <summary>What the run's commands may reach; null: the settings do not say.</summary>
    public NetworkPolicy? ToNetworkPolicy() => NetworkMode is null && NetworkAllow.Count == 0
        ? null
        : new NetworkPolicy { Registries = NetworkMode != OfflineMode, Hosts = NetworkAllow };
}
