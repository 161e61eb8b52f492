using System.Globalization;

namespace Coder.Workspaces.Egress;

/// <summary>A host that sandboxed commands may reach.</summary>
/// <param name="Name">Lower case; <c>*.example.com</c> stands for every name below. An address only where the machine's owner names one.</param>
/// <param name="Port">TCP.</param>
/// <param name="Plain">True: requests in plain HTTP. False: TLS only, to this very name.</param>
/// <param name="MayBePrivate">True: named by the machine's owner, so that it may lie in a private network or on this machine.</param>
public sealed record EgressHost(string Name, int Port = EgressHost.TlsPort, bool Plain = false, bool MayBePrivate = false)
{
    public const int TlsPort = 443;

    private const int PlainPort = 80;

    /// <summary>Reads <c>host</c>, <c>host:port</c>, <c>https://host/…</c> or <c>http://host:port/…</c>; null when it is none of them.</summary>
    public static EgressHost? TryParse(string text, bool mayBePrivate = false)
    {
        var plain = text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        var rest = plain ? text[7..] : text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? text[8..] : text;
        if (rest.IndexOfAny(['/', '?', '#']) is var end and >= 0) rest = rest[..end];
        // Credentials in an address are the package manager's business.
        rest = rest[(rest.LastIndexOf('@') + 1)..].Trim();
        var colon = rest.LastIndexOf(':');
        var port = plain ? PlainPort : TlsPort;
        if (colon >= 0 && !int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port)) return null;
        var name = (colon >= 0 ? rest[..colon] : rest).ToLowerInvariant();
        var known = HostName.IsValid(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name);
        return known && port is > 0 and <= ushort.MaxValue ? new EgressHost(name, port, plain, mayBePrivate) : null;
    }

    public bool Matches(string host) => Name.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length > Name.Length - 1 && host.EndsWith(Name[1..], StringComparison.Ordinal)
        : host == Name;
}
