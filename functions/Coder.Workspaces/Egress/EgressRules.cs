namespace Coder.Workspaces.Egress;

/// <summary>The allow list of one command.</summary>
internal sealed class EgressRules(IReadOnlyList<EgressHost> hosts)
{
    /// <summary>The entry that allows a connection.</summary>
    /// <exception cref="EgressRefusedException">None does.</exception>
    public EgressHost Demand(EgressTarget target)
    {
        if (!HostName.IsValid(target.Host)) throw new EgressRefusedException(target, "this is no name of a host");
        var named = hosts.Where(host => host.Matches(target.Host)).ToList();
        if (named.Count == 0)
        {
            throw new EgressRefusedException(target, HostName.IsAddress(target.Host) ? "addresses are refused, only names can be allowed" : "the host is not on the allow list");
        }

        return named.FirstOrDefault(host => host.Port == target.Port && (target.Tunnel || host.Plain))
            ?? throw new EgressRefusedException(
                target,
                named.Any(host => host.Port == target.Port) ? "plain HTTP is not allowed for this host" : $"of this host only port {string.Join(" and ", named.Select(host => host.Port).Distinct())} is allowed");
    }
}
