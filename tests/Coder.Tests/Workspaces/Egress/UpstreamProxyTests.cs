using Coder.Workspaces.Egress;

namespace Coder.Tests.Workspaces.Egress;

public sealed class UpstreamProxyTests
{
    [Theory]
    [InlineData("HTTPS_PROXY", "http://proxy:3128", true, "http://proxy:3128/")]
    [InlineData("https_proxy", "proxy:3128", true, "http://proxy:3128/")]
    [InlineData("ALL_PROXY", "http://proxy:3128", false, "http://proxy:3128/")]
    [InlineData("HTTP_PROXY", "http://proxy:3128", true, null)]
    [InlineData("HTTPS_PROXY", "", true, null)]
    public void Find_Variables_AreReadAsCurlDoes(string name, string value, bool tunnel, string? expected) =>
        Assert.Equal(expected, UpstreamProxy.Find(new Dictionary<string, string> { [name] = value }, tunnel)?.Address.ToString());

    [Theory]
    [InlineData("registry.corp.example", false)]
    [InlineData("corp.example", false)]
    [InlineData("notcorp.example", true)]
    [InlineData("exact", false)]
    [InlineData("other", true)]
    public void Serves_HostNamedByNoProxy_IsReachedDirectly(string host, bool served) => Assert.Equal(
        served, UpstreamProxy.Find(new Dictionary<string, string> { ["HTTPS_PROXY"] = "http://proxy", ["NO_PROXY"] = ".corp.example, exact" }, tunnel: true)!.Serves(host));

    [Fact]
    public void Authorization_CredentialsInTheAddress_AreSent() => Assert.Equal(
        "Proxy-Authorization: Basic dXNlcjpwQHNz\r\n", UpstreamProxy.Find(new Dictionary<string, string> { ["HTTPS_PROXY"] = "http://user:p%40ss@proxy" }, tunnel: true)!.Authorization);
}
