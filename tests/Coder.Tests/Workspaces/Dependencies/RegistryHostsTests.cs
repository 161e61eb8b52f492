using Coder.Workspaces.Dependencies;
using Coder.Workspaces.Egress;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Dependencies;

public sealed class RegistryHostsTests : IDisposable
{
    private readonly DirectoryInfo _userHome = Directory.CreateTempSubdirectory("coder-user-");

    public void Dispose() => _userHome.Delete(recursive: true);

    [Theory]
    [InlineData(".npmrc", "registry = https://npm.corp.example/\n@own:registry=http://mirror:4873\n//npm.corp.example/:_authToken=${TOKEN}\nhttps-proxy=http://proxy:3128\n", "npm.corp.example:443 mirror:4873")]
    [InlineData(".config/pip/pip.conf", "[global]\nindex-url = https://pip.corp.example/simple\nextra-index-url =\n    https://more.corp.example/simple\nproxy = http://proxy:3128\n", "pip.corp.example:443 more.corp.example:443")]
    [InlineData(".yarnrc.yml", "npmRegistryServer: \"https://yarn.corp.example\"\nhttpProxy: \"http://proxy:3128\"\n", "yarn.corp.example:443")]
    [InlineData(".nuget/NuGet/NuGet.Config", "<configuration><packageSources><add key=\"own\" value=\"https://nuget.corp.example/v3/index.json\" /><add key=\"disk\" value=\"/packages\" /></packageSources><config><add key=\"http_proxy\" value=\"http://proxy:3128\" /></config></configuration>", "nuget.corp.example:443")]
    [InlineData(".nuget/NuGet/NuGet.Config", "<configuration>", "")]
    public void Of_UsersSettings_NameRegistriesAndNoProxies(string file, string text, string expected)
    {
        Write(file, text);

        var hosts = RegistryHosts.Of(new WorkspaceOptions { UserHome = _userHome.FullName });

        Assert.Equal(expected, string.Join(' ', hosts.Where(host => host.Name.EndsWith(".corp.example", StringComparison.Ordinal) || host.Name is "mirror" or "proxy").Select(host => $"{host.Name}:{host.Port}")));
        Assert.All(hosts, host => Assert.True(host.MayBePrivate));
    }

    [Fact]
    public void Of_EnvironmentAndSetting_AreTakenToo()
    {
        var hosts = RegistryHosts.Of(new WorkspaceOptions
        {
            HostEnvironment = new Dictionary<string, string> { ["npm_config_registry"] = "https://npm.corp.example/", ["HTTPS_PROXY"] = "http://proxy:3128", ["GOPROXY"] = "https://go.corp.example,direct" },
            EgressHosts = ["artifacts.corp.example:8443"],
        });

        Assert.Equal(
            [new EgressHost("artifacts.corp.example", 8443, MayBePrivate: true), new("npm.corp.example", MayBePrivate: true), new("go.corp.example", MayBePrivate: true)],
            hosts.Where(host => host.Name.EndsWith(".corp.example", StringComparison.Ordinal) || host.Name == "proxy"));
    }

    [Fact]
    public void Mounts_NuGetSettingsWithAProxy_AreShownWithoutIt()
    {
        Write(".nuget/NuGet/NuGet.Config", "<configuration><packageSources><add key=\"own\" value=\"https://nuget.corp.example\" /></packageSources><config><add key=\"http_proxy\" value=\"http://proxy\" /><add key=\"http_proxy.password\" value=\"secret\" /></config></configuration>");

        var mount = Assert.Single(RegistrySettings.Mounts(new WorkspaceOptions { UserHome = _userHome.FullName }, _userHome.FullName), mount => mount.InsidePath == "/home/agent/.nuget/NuGet/NuGet.Config");

        var shown = File.ReadAllText(mount.HostPath);
        Assert.Contains("nuget.corp.example", shown);
        Assert.DoesNotContain("proxy", shown);
        Assert.DoesNotContain("secret", shown);
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_userHome.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
