namespace Coder.Workspaces.Policy;

/// <summary>What a change may be, as the repository's settings say.</summary>
public sealed class ChangePolicy(RepositoryConfig config)
{
    public PathPolicy Paths { get; } = new(config.AllowedPaths, config.BlockedPaths, config.ProtectedPaths);

    public PatchLimits Limits { get; } = config.PatchLimits;

    /// <summary>Fingerprints.</summary>
    public IReadOnlySet<string> AllowedSecrets { get; } = config.AllowedSecrets.ToHashSet(StringComparer.Ordinal);
}
