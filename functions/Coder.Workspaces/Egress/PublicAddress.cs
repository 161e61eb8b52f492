using System.Net;
using System.Net.Sockets;

namespace Coder.Workspaces.Egress;

/// <summary>Tells the internet's addresses from those of this machine, of its networks and of its cloud's own services.</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4",
            "240.0.0.0/4", "::/96", "64:ff9b:1::/48", "100::/64", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        ]).Select(IPNetwork.Parse),
    ];

    // An IPv4 address stands in these at a known place: NAT64, 6to4, and ISATAP-like forms reach what that address reaches.
    private static readonly (IPNetwork Network, int Offset)[] Embedding = [(IPNetwork.Parse("64:ff9b::/96"), 12), (IPNetwork.Parse("2002::/16"), 2)];

    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return Is(address.MapToIPv4());
        if (Teredo.Contains(address) || NotPublic.Any(network => network.Contains(address))) return false;
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return true;
        foreach (var (network, offset) in Embedding)
        {
            if (network.Contains(address)) return Is(new IPAddress(address.GetAddressBytes().AsSpan(offset, 4)));
        }

        return true;
    }
}
