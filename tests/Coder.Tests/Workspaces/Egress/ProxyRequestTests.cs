using System.Text;
using Coder.Workspaces.Egress;

namespace Coder.Tests.Workspaces.Egress;

public sealed class ProxyRequestTests
{
    [Fact]
    public void Parse_Connect_IsATunnel() =>
        Assert.Equal(new EgressTarget("registry.example.com", 443, Tunnel: true), Parse("CONNECT Registry.example.com:443 HTTP/1.1\r\nHost: other\r\n\r\n").Target);

    [Fact]
    public void Parse_PlainRequest_NamesOneHostAndClosesAfterIt()
    {
        var request = Parse("GET http://Mirror:8080/a?b=c HTTP/1.1\r\nHost: elsewhere\r\nAccept: */*\r\nConnection: keep-alive\r\nProxy-Authorization: Basic x\r\n\r\n");

        Assert.Equal(new EgressTarget("mirror", 8080, Tunnel: false), request.Target);
        Assert.Equal("GET /a?b=c HTTP/1.1\r\nHost: mirror:8080\r\nAccept: */*\r\nConnection: close\r\n\r\n", request.OriginHead);
        Assert.Equal("GET http://mirror:8080/a?b=c HTTP/1.1\r\nHost: mirror:8080\r\nAccept: */*\r\nConnection: close\r\n\r\n", request.ProxyHead);
    }

    [Theory]
    [InlineData("CONNECT registry.example.com\0.evil.example:443 HTTP/1.1\r\n\r\n", "NUL")]
    [InlineData("CONNECT registry.ex\u00e4mple.com:443 HTTP/1.1\r\n\r\n", "NUL or other bytes")]
    [InlineData("CONNECT registry.example.com HTTP/1.1\r\n\r\n", "names no port")]
    [InlineData("CONNECT registry.example.com:99999 HTTP/1.1\r\n\r\n", "no number")]
    [InlineData("CONNECT a:443 b:443 HTTP/1.1\r\n\r\n", "malformed")]
    [InlineData("CONNECT a:443 HTTP/1.1\nHost: b\r\n\r\n", "malformed")]
    [InlineData("GET / HTTP/1.1\r\nHost: mirror\r\n\r\n", "names no host")]
    [InlineData("GET ftp://mirror/ HTTP/1.1\r\n\r\n", "names no host")]
    [InlineData("SSH-2.0-client\r\n\r\n", "malformed")]
    public void Parse_AnythingAmbiguous_IsRefused(string head, string reason) => Assert.Contains(reason, Assert.Throws<EgressRefusedException>(() => Parse(head)).Message);

    private static ProxyRequest Parse(string head) => ProxyRequest.Parse(Encoding.Latin1.GetBytes(head));
}
