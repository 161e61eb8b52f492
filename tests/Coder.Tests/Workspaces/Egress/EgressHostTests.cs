using Coder.Workspaces.Egress;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Egress;

public sealed class EgressHostTests
{
    [Theory]
    [InlineData("registry.example.com", "registry.example.com", 443, false)]
    [InlineData("Registry.Example.com:8443", "registry.example.com", 8443, false)]
    [InlineData("https://registry.example.com/v3/index.json", "registry.example.com", 443, false)]
    [InlineData("http://mirror/npm/", "mirror", 80, true)]
    [InlineData("http://user:password@10.1.2.3:8081/nexus?a=b", "10.1.2.3", 8081, true)]
    [InlineData("*.example.com", "*.example.com", 443, false)]
    public void TryParse_Host_IsRead(string text, string name, int port, bool plain) => Assert.Equal(new EgressHost(name, port, plain), EgressHost.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("a..b")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:port")]
    [InlineData("two words")]
    [InlineData("[::1]:443")]
    [InlineData("exa\u00admple.com")]
    public void TryParse_NoHost_IsNull(string text) => Assert.Null(EgressHost.TryParse(text));

    [Fact]
    public void Parse_PolicyWithBadEntry_NamesIt() =>
        Assert.Contains("'a b'", Assert.Throws<WorkspaceException>(() => EgressHosts.Of(new NetworkPolicy { Hosts = ["ok.example", "a b"] })).Message);

    [Fact]
    public void Of_PolicyOfARepository_NeverReachesPrivateOrPlain() =>
        Assert.Equal([new EgressHost("internal", 80)], EgressHosts.Of(new NetworkPolicy { Hosts = ["http://internal"] }));
}
