namespace Coder.Workspaces.Egress;

/// <summary>What of the network the commands of a run may reach.</summary>
public sealed record NetworkPolicy
{
    /// <summary>The default: package registries for the restore of dependencies, nothing for everything else.</summary>
    public static NetworkPolicy Default { get; } = new();

    /// <summary>False: dependency restore does not reach registries either. Default true.</summary>
    public bool Registries { get; init; } = true;

    /// <summary>Hosts that every command may reach, those of the agent and of gates too: <c>host</c>, <c>host:port</c>, <c>*.domain</c>; TLS only. Default none.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];
}
