using System.Net;
using System.Net.Sockets;

namespace Coder.Relay;

/// <summary>Hands every connection to a loopback port of the sandbox on to the proxy's unix socket, which is bound in from outside.</summary>
internal sealed class RelayListener(string socketPath, int port) : IDisposable
{
    private const int WaitingMax = 128;

    private readonly TcpListener _listener = new(IPAddress.Loopback, port);

    /// <summary>Listens when it returns, so that the command's first connection is not refused.</summary>
    public void Start()
    {
        _listener.Start(WaitingMax);
        _ = AcceptAsync();
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true) _ = RelayAsync(await _listener.AcceptSocketAsync());
    }

    private async Task RelayAsync(Socket client)
    {
        try
        {
            using (client)
            using (Socket proxy = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            {
                await proxy.ConnectAsync(new UnixDomainSocketEndPoint(socketPath));
                await Task.WhenAll(CopyAsync(client, proxy), CopyAsync(proxy, client));
            }
        }
        catch (SocketException)
        {
            // One side went away; so does the other.
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        byte[] buffer = new byte[64 << 10];
        int read;
        while ((read = await from.ReceiveAsync(buffer)) > 0)
        {
            for (int sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
