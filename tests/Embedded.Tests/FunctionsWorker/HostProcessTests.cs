using System.Net;
using System.Net.Sockets;
using Microsoft.Azure.Functions.Worker.Hosting;

namespace Embedded.Tests.FunctionsWorker;

public sealed class HostProcessTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Host_Terminated_EndsCleanlyAndQuietly()
    {
        using HostProcess host = HostProcess.Start(_home.Path);
        await host.ListeningAsync();

        host.Terminate();

        Assert.Equal((0, "", ""), await host.EndAsync());
        Assert.False(File.Exists(host.Home.HostFile));
    }

    [Fact]
    public async Task Host_OnAHomeInUse_IsRefusedInOneLine()
    {
        using HostProcess first = HostProcess.Start(_home.Path);
        await first.ListeningAsync();

        using HostProcess second = HostProcess.Start(_home.Path);

        (int exitCode, _, string errors) = await second.EndAsync();
        Assert.Equal(HostStartException.ExitCode, exitCode);
        Assert.StartsWith($"Another host (pid {first.Pid}) runs on the home {_home.Path} at {first.Address.ToString().TrimEnd('/')}:", errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors);
    }

    [Fact]
    public async Task Host_OnAHomeWhoseHostWasKilled_Starts()
    {
        using HostProcess first = HostProcess.Start(_home.Path);
        await first.ListeningAsync();
        first.Kill();
        await first.EndAsync();
        Assert.True(File.Exists(first.Home.HostFile));

        using HostProcess second = HostProcess.Start(_home.Path);
        await second.ListeningAsync();

        using HttpClient client = new();
        Assert.Equal("NoRoute: GET", await client.GetStringAsync(new Uri(second.Address, "app/NoRoute")));
    }

    [Fact]
    public async Task Host_OnAPortInUse_NamesThePortAndTheFix()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        using HostProcess host = HostProcess.Start(_home.Path, port: port);

        (int exitCode, _, string errors) = await host.EndAsync();
        Assert.Equal(HostStartException.ExitCode, exitCode);
        Assert.StartsWith($"Port {port} on 127.0.0.1 is in use:", errors, StringComparison.Ordinal);
        Assert.Contains("--port N", errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors);
        Assert.False(File.Exists(host.Home.HostFile));
    }

    [Fact]
    public async Task Host_OnAPortThatIsNone_NamesTheFix()
    {
        using HostProcess host = HostProcess.Start(_home.Path, port: 70_000);

        Assert.Equal(
            (HostStartException.ExitCode, "", "--port 70000 is not a port: give a number from 0 (a free one) to 65535."), await host.EndAsync());
    }

    [Fact]
    public async Task Host_OnAHomeThatCannotBeWritten_NamesTheFix()
    {
        string file = Path.Combine(_home.Path, "file");
        await File.WriteAllTextAsync(file, "");

        using HostProcess host = HostProcess.Start(Path.Combine(file, "home"));

        (int exitCode, _, string errors) = await host.EndAsync();
        Assert.Equal(HostStartException.ExitCode, exitCode);
        Assert.Contains("set CODER_HOME to a folder of yours", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_WithoutNode_NamesTheFix()
    {
        using HostProcess host = HostProcess.Start(_home.Path, storage: "UseDevelopmentStorage=true", path: _home.Path);

        (int exitCode, _, string errors) = await host.EndAsync();
        Assert.Equal(HostStartException.ExitCode, exitCode);
        Assert.StartsWith("Node.js with npm is needed", errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors);
    }
}
