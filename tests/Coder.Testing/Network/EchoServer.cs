using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Coder.Testing.Network;

/// <summary>A server on this machine that answers every connection's first bytes, as an HTTP response with them as its body, and remembers them.</summary>
public sealed class EchoServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly StringBuilder _received = new();
    private readonly Func<string, byte[]>? _respond;

    /// <param name="respond">The response to a request; null: the echo.</param>
    public EchoServer(Func<string, byte[]>? respond = null)
    {
        _respond = respond;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All that came, as Latin-1.</summary>
    public string Received
    {
        get
        {
            lock (_received) return _received.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>A response of HTTP/1.1 with the connection's end after it.</summary>
    public static byte[] Response(ReadOnlySpan<byte> body) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body];

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using (socket)
        {
            var buffer = new byte[64 << 10];
            var request = Encoding.Latin1.GetString(buffer, 0, await socket.ReceiveAsync(buffer));
            lock (_received) _received.Append(request);
            await socket.SendAsync(_respond?.Invoke(request) ?? Response(Encoding.Latin1.GetBytes(request)));
            socket.Shutdown(SocketShutdown.Send);
        }
    }
}
