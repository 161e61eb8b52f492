using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Coder.Testing.Network;
using Coder.Workspaces.Egress;

namespace Coder.Tests.Workspaces.Egress;

/// <summary>The proxy itself, over its socket, with servers of these tests behind it.</summary>
public sealed class EgressProxyTests : IAsyncDisposable
{
    private readonly EchoServer _server = new();
    private readonly Dictionary<string, string> _environment = [];
    private IPAddress[] _addresses = [IPAddress.Loopback];
    private EgressProxy? _proxy;

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null) await _proxy.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task Serve_AllowedPlainRequest_ReachesTheHostUnderItsOwnName()
    {
        var answer = await AskAsync(Plain, $"GET http://mirror:{_server.Port}/package HTTP/1.1\r\nHost: elsewhere\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200", answer);
        Assert.Contains($"GET /package HTTP/1.1\r\nHost: mirror:{_server.Port}\r\n", answer);
        Assert.Empty(_proxy!.Refusals);
    }

    [Theory]
    [InlineData("GET http://evil.example/ HTTP/1.1\r\n\r\n", "evil.example", 80, "not on the allow list")]
    [InlineData("CONNECT evil.example:443 HTTP/1.1\r\n\r\n", "evil.example", 443, "not on the allow list")]
    [InlineData("CONNECT 127.0.0.1:22 HTTP/1.1\r\n\r\n", "127.0.0.1", 22, "only names")]
    [InlineData("CONNECT mirror:22 HTTP/1.1\r\n\r\n", "mirror", 22, "only port")]
    [InlineData("CONNECT mirror\0.evil.example:443 HTTP/1.1\r\n\r\n", "", 0, "NUL")]
    public async Task Serve_AnythingElse_IsAnsweredAndKeptWithItsReason(string request, string host, int port, string reason)
    {
        var answer = await AskAsync(Plain, request);
        await AskAsync(Plain, request);

        Assert.StartsWith("HTTP/1.1 403", answer);
        Assert.Contains(reason, answer);
        await _proxy!.DisposeAsync();
        var refusal = Assert.Single(_proxy.Refusals);
        Assert.Equal((host, port, 2), (refusal.Host, refusal.Port, refusal.Count));
        Assert.Contains(reason, refusal.Reason);
        Assert.Empty(_server.Received);
    }

    [Theory]
    [InlineData(true, "HTTP/1.1 200")]
    [InlineData(false, "HTTP/1.1 403")]
    public async Task Serve_NameOfAPrivateAddress_NeedsTheOwnersWord(bool named, string answer) =>
        Assert.StartsWith(answer, await AskAsync(Plain with { MayBePrivate = named }, $"GET http://mirror:{_server.Port}/ HTTP/1.1\r\n\r\n"));

    [Fact]
    public async Task Serve_NameServiceChangesItsMind_FirstAnswerHolds()
    {
        var request = $"GET http://mirror:{_server.Port}/ HTTP/1.1\r\n\r\n";
        Assert.StartsWith("HTTP/1.1 200", await AskAsync(Plain, request));
        _addresses = [IPAddress.Parse("192.0.2.1")];

        Assert.StartsWith("HTTP/1.1 200", await AskAsync(Plain, request));
    }

    [Theory]
    [InlineData("registry.example.com", true)]
    [InlineData("attacker.example.com", false)]
    public async Task Serve_TlsForAnotherName_NeverArrives(string asked, bool arrives)
    {
        using var stream = await ConnectAsync(new EgressHost("registry.example.com", _server.Port, MayBePrivate: true));
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"CONNECT registry.example.com:{_server.Port} HTTP/1.1\r\n\r\n"), None);
        Assert.StartsWith("HTTP/1.1 200", Encoding.ASCII.GetString((await HttpHead.ReadAsync(stream, 1000, None))!));

        using var tls = new SslStream(stream);
        await Assert.ThrowsAnyAsync<Exception>(() => tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = asked }, None));
        await _proxy!.DisposeAsync();

        Assert.Equal(arrives, _server.Received.Contains(asked, StringComparison.Ordinal));
        Assert.Equal(arrives ? 0 : 1, _proxy.Refusals.Count(refusal => refusal.Reason.Contains($"'{asked}' was asked for", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Serve_TunnelWithoutTls_IsClosed()
    {
        using var stream = await ConnectAsync(new EgressHost("registry.example.com", _server.Port, MayBePrivate: true));
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"CONNECT registry.example.com:{_server.Port} HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nHost: registry.example.com\r\n\r\n"), None);
        await stream.CopyToAsync(Stream.Null, None);
        await _proxy!.DisposeAsync();

        Assert.Equal("what was sent is no TLS", Assert.Single(_proxy.Refusals).Reason);
        Assert.Empty(_server.Received);
    }

    [Fact]
    public async Task Serve_MachineBehindAProxy_AsksThatOneAndResolvesNothing()
    {
        _environment["HTTP_PROXY"] = $"http://user:secret@127.0.0.1:{_server.Port}";
        _addresses = [];

        var answer = await AskAsync(new EgressHost("mirror", 8080, Plain: true), "GET http://mirror:8080/package HTTP/1.1\r\n\r\n");

        Assert.Contains("GET http://mirror:8080/package HTTP/1.1\r\nHost: mirror:8080\r\nConnection: close\r\nProxy-Authorization: Basic dXNlcjpzZWNyZXQ=\r\n", answer);
    }

    [Fact]
    public async Task Dispose_ConnectionsOpen_EndsThem()
    {
        using var stream = await ConnectAsync(Plain);
        await _proxy!.DisposeAsync();

        // Reset, had it not been accepted yet.
        Assert.True(await Record.ExceptionAsync(async () => Assert.Equal(0, await stream.ReadAsync(new byte[1], None))) is null or IOException);
        Assert.False(Directory.Exists(_proxy.Folder));
    }

    private EgressHost Plain => new("mirror", _server.Port, Plain: true, MayBePrivate: true);

    private async Task<string> AskAsync(EgressHost allowed, string request)
    {
        using var stream = await ConnectAsync(allowed);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), None);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(None);
    }

    private async Task<NetworkStream> ConnectAsync(EgressHost allowed)
    {
        _proxy ??= new EgressProxy(new EgressRules([allowed]), new EgressDialer(_environment, (_, _) => Task.FromResult(_addresses)), TimeProvider.System);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_proxy.SocketPath), None);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
