using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Coder.Testing.Network;

/// <summary>The proxy that a machine is behind, and the whole internet behind that: whatever host a tunnel asks for, over TLS it answers <see cref="Answer"/>.</summary>
public sealed class TunnelServer : IDisposable
{
    public const string Answer = "the host's answer\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = SelfSigned();
    private readonly ConcurrentQueue<string> _tunnels = new();

    public TunnelServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>For <c>HTTPS_PROXY</c>.</summary>
    public string Address => $"http://{_listener.LocalEndpoint}";

    /// <summary>What tunnels were asked for, as <c>host:port</c>.</summary>
    public IReadOnlyCollection<string> Tunnels => _tunnels;

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        await using NetworkStream stream = new(socket, ownsSocket: true);
        byte[] buffer = new byte[64 << 10];
        string request = Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
        _tunnels.Enqueue(request.Split(' ')[1]);
        await stream.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray());
        await using SslStream tls = new(stream);
        await tls.AuthenticateAsServerAsync(_certificate);
        await tls.ReadAtLeastAsync(buffer, 1);
        await tls.WriteAsync(EchoServer.Response(Encoding.ASCII.GetBytes(Answer)));
        await tls.ShutdownAsync();
    }

    private static X509Certificate2 SelfSigned()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=internet", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
