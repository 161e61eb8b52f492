namespace Coder.Workspaces.Egress;

/// <summary>What of the network the commands of a run may reach. By default registries, for the restore of dependencies, and nothing else.</summary>
public sealed record NetworkPolicy
{
    /// <summary>False: dependency restore does not reach registries either. Default true.</summary>
    public bool Registries { get; init; } = true;

    /// <summary>
    /// Hosts that the commands of the agent and of gates may reach: <c>host</c>, <c>host:port</c>, <c>*.domain</c>; TLS only. Default none. A restore does not: it
    /// sees the user's registry settings, with what tokens they hold.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>What a run may reach on a host with this policy: what its own says, if it has one. A host without registries is offline for every run.</summary>
    public NetworkPolicy For(NetworkPolicy? run) => Registries && run is not null ? run : this;
}
