using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Egress;

/// <summary>Reads lists of hosts as settings name them.</summary>
internal static class EgressHosts
{
    /// <exception cref="WorkspaceException"><c>invalid_host</c>, with the entry.</exception>
    public static IReadOnlyList<EgressHost> Parse(IEnumerable<string> entries, bool mayBePrivate) =>
    [
        .. entries.Select(entry => EgressHost.TryParse(entry, mayBePrivate)
            ?? throw new WorkspaceException("invalid_host", $"'{entry}' is no host that can be allowed. Give host, host:port or *.domain.")),
    ];

    /// <summary>Those of a run's policy: the repository names them, so they are reached over TLS and never in a private network.</summary>
    /// <exception cref="WorkspaceException"><c>invalid_host</c>.</exception>
    public static IReadOnlyList<EgressHost> Of(NetworkPolicy policy) =>
        [.. Parse(policy.Hosts, mayBePrivate: false).Select(host => host with { Plain = false })];
}
