using Coder.Workspaces.Egress;

namespace Coder.Tests.Workspaces.Egress;

public sealed class EgressRulesTests
{
    private static readonly EgressRules Rules = new([new("registry.example.com"), new("*.cdn.example.com"), new("mirror", 8080, Plain: true), new("10.1.2.3", 8081, Plain: true, MayBePrivate: true)]);

    [Theory]
    [InlineData("registry.example.com", 443, true)]
    [InlineData("a.cdn.example.com", 443, true)]
    [InlineData("a.b.cdn.example.com", 443, true)]
    [InlineData("mirror", 8080, false)]
    [InlineData("mirror", 8080, true)]
    [InlineData("10.1.2.3", 8081, false)]
    public void Demand_AllowedTarget_IsGiven(string host, int port, bool tunnel) => Assert.NotNull(Rules.Demand(new EgressTarget(host, port, tunnel)));

    [Theory]
    [InlineData("evil.example", 443, true, "not on the allow list")]
    [InlineData("registry.example.com.evil.example", 443, true, "not on the allow list")]
    [InlineData("evilregistry.example.com", 443, true, "not on the allow list")]
    [InlineData("cdn.example.com", 443, true, "not on the allow list")]
    [InlineData("registry.example.com.", 443, true, "no name of a host")]
    [InlineData("registry.example.com", 22, true, "only port 443")]
    [InlineData("registry.example.com", 443, false, "plain HTTP")]
    [InlineData("mirror", 80, false, "only port 8080")]
    [InlineData("127.0.0.1", 443, true, "only names")]
    [InlineData("2130706433", 443, true, "only names")]
    [InlineData("0x7f000001", 443, true, "only names")]
    [InlineData("0177.0.0.1", 443, true, "only names")]
    [InlineData("10.1.2.4", 8081, false, "only names")]
    [InlineData("[::1]", 443, true, "no name of a host")]
    [InlineData("", 443, true, "no name of a host")]
    [InlineData("user@registry.example.com", 443, true, "no name of a host")]
    public void Demand_AnythingElse_IsRefusedWithItsReason(string host, int port, bool tunnel, string reason) =>
        Assert.Contains(reason, Assert.Throws<EgressRefusedException>(() => Rules.Demand(new EgressTarget(host, port, tunnel))).Message);
}
