using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Coder.Workspaces.Egress;

/// <summary>Connects to allowed hosts. A name is resolved here, once; of its addresses only public ones are dialled, unless the owner named the host.</summary>
/// <param name="environment">The host's, for the proxy it is behind.</param>
/// <param name="resolve">Addresses of a name.</param>
internal sealed class EgressDialer(IReadOnlyDictionary<string, string> environment, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    private const int AnswerBytesMax = 16 << 10;

    // Pinned: a second answer of the name service changes nothing.
    private readonly ConcurrentDictionary<string, Task<IPAddress[]>> _addresses = new();

    /// <returns>The connection, and whether a proxy further on is at its other end and awaits a plain request in the form for proxies.</returns>
    /// <exception cref="EgressRefusedException">It must not be reached, or cannot.</exception>
    public async Task<(Stream Stream, UpstreamProxy? Proxy)> ConnectAsync(EgressTarget target, EgressHost host, CancellationToken cancellation)
    {
        var proxy = UpstreamProxy.Find(environment, target.Tunnel);
        try
        {
            if (proxy is null || !proxy.Serves(target.Host)) return (await DialAsync(await AddressesAsync(target, host, cancellation), target.Port, cancellation), null);
            var stream = await ReachAsync(proxy, target, cancellation);
            if (target.Tunnel) await TunnelAsync(stream, proxy, target, cancellation);
            return (stream, proxy);
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            throw new EgressRefusedException(target, $"the host cannot be reached ({failure.Message})");
        }
    }

    private async Task<IPAddress[]> AddressesAsync(EgressTarget target, EgressHost host, CancellationToken cancellation)
    {
        var all = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await ResolveAsync(target.Host, cancellation);
        var allowed = host.MayBePrivate ? all : [.. all.Where(PublicAddress.Is)];
        return allowed.Length > 0 ? allowed : throw new EgressRefusedException(target, "the name leads to a private address");
    }

    private async Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellation)
    {
        // Not the first asker's cancellation: others wait for the same answer.
        var asked = _addresses.GetOrAdd(name, static (host, ask) => ask(host, CancellationToken.None), resolve);
        try
        {
            return await asked.WaitAsync(cancellation);
        }
        catch (SocketException)
        {
            _addresses.TryRemove(KeyValuePair.Create(name, asked));
            throw;
        }
    }

    private static async Task<Stream> DialAsync(IPAddress[] addresses, int port, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Stream> ReachAsync(UpstreamProxy proxy, EgressTarget target, CancellationToken cancellation)
    {
        if (proxy.Address.Scheme is not ("http" or "https")) throw new EgressRefusedException(target, $"this machine's proxy is of a kind that is not supported ({proxy.Address.Scheme})");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(proxy.Address.IdnHost, proxy.Address.Port, cancellation);
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (proxy.Address.Scheme == "http") return stream;
        var tls = new SslStream(stream);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = proxy.Address.IdnHost }, cancellation);
        return tls;
    }

    private static async Task TunnelAsync(Stream stream, UpstreamProxy proxy, EgressTarget target, CancellationToken cancellation)
    {
        var where = $"{target.Host}:{target.Port}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"CONNECT {where} HTTP/1.1\r\nHost: {where}\r\n{proxy.Authorization}\r\n"), cancellation);
        var answer = Encoding.ASCII.GetString(await HttpHead.ReadAsync(stream, AnswerBytesMax, cancellation) ?? []);
        if (answer.Split(' ') is [_, "200", ..]) return;
        await stream.DisposeAsync();
        throw new EgressRefusedException(target, $"this machine's proxy answered '{answer.Split('\r')[0]}'");
    }
}
