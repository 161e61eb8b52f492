using Coder.Workspaces.Policy;

namespace Coder.Functions.Policies;

/// <summary>The repository's settings cannot be followed; each finding has its place.</summary>
public sealed class InvalidConfigException(IReadOnlyList<ConfigFinding> findings) : Exception(string.Join("\n", findings))
{
    public IReadOnlyList<ConfigFinding> Findings { get; } = findings;
}
