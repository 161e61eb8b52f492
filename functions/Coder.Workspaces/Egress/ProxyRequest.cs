using System.Globalization;
using System.Text;

namespace Coder.Workspaces.Egress;

/// <summary>The head of a client's request, read as strictly as can be: what another reader could take for something else is refused.</summary>
/// <param name="Target">Where to.</param>
/// <param name="OriginHead">Of a plain request: the head for the origin itself, naming no other host than <paramref name="Target"/>.</param>
/// <param name="ProxyHead">Of a plain request: the head for a proxy further on.</param>
internal sealed record ProxyRequest(EgressTarget Target, string OriginHead, string ProxyHead)
{
    /// <param name="head">Up to and with the empty line.</param>
    /// <exception cref="EgressRefusedException">It is no request to a proxy.</exception>
    public static ProxyRequest Parse(ReadOnlySpan<byte> head)
    {
        foreach (var character in head)
        {
            if (character is not ((>= 0x20 and < 0x7f) or (byte)'\r' or (byte)'\n' or (byte)'\t')) throw new EgressRefusedException(null, "the request holds NUL or other bytes that no request has");
        }

        var lines = Encoding.ASCII.GetString(head).Split("\r\n");
        if (lines.Any(line => line.AsSpan().IndexOfAny('\r', '\n') >= 0) || lines[0].Split(' ') is not [var method, var where, "HTTP/1.1" or "HTTP/1.0"])
        {
            throw new EgressRefusedException(null, "the request is malformed");
        }

        if (method == "CONNECT") return new ProxyRequest(Authority(where, tunnel: true, port: null), "", "");
        if (!where.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) throw new EgressRefusedException(null, "the request names no host");
        var slash = where.IndexOfAny(['/', '?', '#'], "http://".Length);
        var target = Authority(slash < 0 ? where[7..] : where[7..slash], tunnel: false, port: 80);
        var path = slash < 0 ? "/" : where[slash] == '/' ? where[slash..] : "/" + where[slash..];
        return new ProxyRequest(target, Head(method, path, target, lines), Head(method, $"http://{target.Host}:{target.Port}{path}", target, lines));
    }

    private static EgressTarget Authority(string text, bool tunnel, int? port)
    {
        var lower = text.ToLowerInvariant();
        var colon = lower.LastIndexOf(':');
        if (lower.StartsWith('[')) return new EgressTarget(lower[..(lower.IndexOf(']') + 1)], port ?? EgressHost.TlsPort, tunnel);
        if (colon < 0) return port is { } known ? new EgressTarget(lower, known, tunnel) : throw new EgressRefusedException(null, "the request names no port");
        return int.TryParse(lower[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= ushort.MaxValue
            ? new EgressTarget(lower[..colon], number, tunnel)
            : throw new EgressRefusedException(null, "the request's port is no number");
    }

    /// <summary>One request a connection: the next one may be for another host, and has to be asked for again.</summary>
    private static string Head(string method, string where, EgressTarget target, string[] lines)
    {
        var kept = lines.Skip(1).TakeWhile(line => line.Length > 0).Where(line => !IsDropped(line[..Math.Max(0, line.IndexOf(':'))]));
        return string.Join("\r\n", [$"{method} {where} HTTP/1.1", $"Host: {target.Host}{(target.Port == 80 ? "" : $":{target.Port}")}", .. kept, "Connection: close", "", ""]);
    }

    private static bool IsDropped(string header) => header.ToLowerInvariant().Trim()
        is "host" or "connection" or "keep-alive" or "te" or "upgrade" || header.StartsWith("proxy-", StringComparison.OrdinalIgnoreCase);
}
