using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Coder.Testing.Network;
using Coder.Workspaces.Egress;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Egress;

/// <summary>Commands in the sandbox, and what of the network they reach.</summary>
public sealed class SandboxNetworkTests : IDisposable
{
    private const string Ask = "exec 9<>/dev/tcp/127.0.0.1/3128 && printf 'CONNECT evil.example:443 HTTP/1.1\\r\\n\\r\\n' >&9 && head -n 1 <&9";

    private static readonly NetworkPolicy OneHost = new() { Hosts = ["api.example.com"] };

    private readonly DirectoryInfo _userHome = Directory.CreateTempSubdirectory("coder-user-");
    private readonly WorkspaceHome _home;

    public SandboxNetworkTests() => _home = new WorkspaceHome(options => options.UserHome = _userHome.FullName);

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _home.Dispose();
        _userHome.Delete(recursive: true);
    }

    [Fact]
    public async Task Run_NoPolicy_HasNothingButItsOwnLoopback()
    {
        _home.Repository.Commit(("a.txt", "one\n"));
        await using var session = await _home.OpenConfinedAsync();

        var result = await session.RunAsync(WorkspaceCommand.Shell($"({Ask}) 2>/dev/null || echo closed; tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '; echo \"[$HTTPS_PROXY]\""), null, None);

        Assert.Equal("closed\nlo\n[]\n", result.Output);
        Assert.Empty(result.Refused!);
    }

    [Fact]
    public async Task Run_PolicyNamesAHost_OthersAreRefusedAndSaidSo()
    {
        _home.Repository.Commit(("a.txt", "one\n"));
        await using var session = await _home.OpenConfinedAsync(network: OneHost);
        var log = Path.Combine(_home.Home, "logs/command.log");

        var result = await session.RunAsync(WorkspaceCommand.Shell(Ask) with { LogFile = log }, null, None);

        Assert.StartsWith("HTTP/1.1 403 Forbidden", result.Output);
        Assert.Equal(new EgressRefusal("evil.example", 443, "the host is not on the allow list", 1), Assert.Single(result.Refused!));
        Assert.Contains("[network] connection to evil.example:443 refused: the host is not on the allow list\n", await File.ReadAllTextAsync(log, None));
    }

    [Fact]
    public async Task Run_PolicyNamesAHost_ReachesItAndNothingElse()
    {
        Assert.SkipUnless(ToolPresence.Has("curl"), "curl is not installed");
        using TunnelServer internet = new();
        using WorkspaceHome home = new(options => options.HostEnvironment = new Dictionary<string, string> { ["HTTPS_PROXY"] = internet.Address });
        home.Repository.Commit(("a.txt", "one\n"));
        await using var session = await home.OpenConfinedAsync(network: OneHost);

        var result = await session.RunAsync(
            WorkspaceCommand.Shell("for host in api.example.com www.example.com 127.0.0.1; do curl -sSk https://$host/; done"), null, None);

        Assert.StartsWith($"{TunnelServer.Answer}curl: ", result.Output);
        Assert.Equal(["api.example.com:443"], internet.Tunnels);
        Assert.Equal(["www.example.com", "127.0.0.1"], result.Refused!.Select(refusal => refusal.Host));
    }

    [Theory]
    [InlineData(true, "api.example.com")]
    [InlineData(false, null)]
    public void Policy_OfARun_HoldsOnlyWhereTheHostHasANetwork(bool registries, string? host)
    {
        var policy = new NetworkPolicy { Registries = registries }.For(OneHost);

        Assert.Equal((registries, host), (policy.Registries, policy.Hosts.SingleOrDefault()));
    }

    [Theory]
    [InlineData("cat; exit 7", SandboxEnd.Exited, 7)]
    [InlineData("cat; kill -9 $$", SandboxEnd.Signaled, 137)]
    public async Task Run_BehindTheRelay_InputOutputAndEndAreTheCommands(string line, SandboxEnd end, int code)
    {
        _home.Repository.Commit(("a.txt", "one\n"));
        await using var session = await _home.OpenConfinedAsync(network: OneHost);

        var result = await session.RunAsync(WorkspaceCommand.Shell(line) with { StandardInput = "typed" }, null, None);

        Assert.Equal((end, code, "typed"), (result.End, result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Restore_UsersOwnPlainRegistry_IsReachedThroughTheProxy()
    {
        Assert.SkipUnless(ToolPresence.Has("npm"), "npm is not installed");
        EchoServer? server = null;
        using var registry = server = new EchoServer(request => Registry(request, server!.Port));
        await File.WriteAllTextAsync(Path.Combine(_userHome.FullName, ".npmrc"), $"registry=http://127.0.0.1:{registry.Port}/\n", None);
        _home.Repository.Commit(
            ("package.json", """{ "name": "a", "version": "1.0.0", "dependencies": { "left": "1.0.0" } }"""), (".gitignore", "node_modules/\n"));
        await using var session = await _home.OpenConfinedAsync();

        var restored = await session.RestoreDependenciesAsync(null, None);
        var offline = await session.RunAsync(WorkspaceCommand.Shell("node -p \"require('left').side\"; ls /cache/restored.json 2>/dev/null"), null, None);

        Assert.True(restored.Succeeded, restored.Steps[0].Result.Output);
        Assert.Equal("left\n", offline.Output);
        Assert.Contains("GET /left HTTP/1.1\r\nHost: 127.0.0.1:", registry.Received);
    }

    [Fact]
    public async Task Restore_PolicySaysNone_ReachesNoRegistry()
    {
        Assert.SkipUnless(ToolPresence.Has("npm"), "npm is not installed");
        _home.Repository.Commit(("package.json", """{ "name": "a", "version": "1.0.0", "dependencies": { "is-odd": "3.0.1" } }"""));
        await using var session = await _home.OpenConfinedAsync(network: new NetworkPolicy { Registries = false });

        var restored = await session.RestoreDependenciesAsync(null, None);

        Assert.False(restored.Succeeded);
        Assert.Contains("ENOTCACHED", restored.Steps[0].Result.Output);
        Assert.EndsWith("[network] no registry was reached: the network policy is `none` (`network.mode` in .coder/config.yml, or CODER_NETWORK of the host)\n", restored.Steps[0].Result.Output);
    }

    [Fact]
    public async Task Restore_RepositoryNamesItsOwnRegistry_IsRefusedAndSaidSo()
    {
        Assert.SkipUnless(ToolPresence.Has("npm"), "npm is not installed");
        _home.Repository.Commit(
            ("package.json", """{ "name": "a", "version": "1.0.0", "dependencies": { "left": "1.0.0" } }"""), (".npmrc", "registry=https://registry.evil.example/\nfetch-retries=0\n"));
        await using var session = await _home.OpenConfinedAsync();

        var restored = await session.RestoreDependenciesAsync(null, None);

        Assert.False(restored.Succeeded);
        Assert.Contains(restored.Steps[0].Result.Refused!, refusal => refusal is { Host: "registry.evil.example", Port: 443 });
        Assert.Contains("[network] connection to registry.evil.example:443 refused", restored.Steps[0].Result.Output);
    }

    private static byte[] Registry(string request, int port) => request.Contains(".tgz", StringComparison.Ordinal)
        ? EchoServer.Response(Package())
        : EchoServer.Response(Encoding.UTF8.GetBytes(
            $$"""{ "name": "left", "dist-tags": { "latest": "1.0.0" }, "versions": { "1.0.0": { "name": "left", "version": "1.0.0", "dist": { "tarball": "http://127.0.0.1:{{port}}/left.tgz" } } } }"""));

    private static byte[] Package()
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest))
        using (var tar = new TarWriter(zip))
        {
            foreach (var (name, text) in (ReadOnlySpan<(string, string)>)[("package.json", """{ "name": "left", "version": "1.0.0" }"""), ("index.js", "exports.side = 'left';")])
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "package/" + name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
        }

        return bytes.ToArray();
    }
}
